import fc from 'fast-check';
import { RoomOrder } from './room-order.js';

describe('numbers given to messages that have none', () => {
  it('rise by one in each room as first heard, and everybody finds the same', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 }), (rooms) => {
        const order = new RoomOrder();
        const heads = new Map<string, number>();
        rooms.forEach((room, ordinal) => {
          const next = (heads.get(room) ?? 0) + 1;
          heads.set(room, next);
          expect(order.number(room, `${ordinal} words`)).toBe(next);
        });
        // Another occupant hears them backwards: the numbers fall, which is what tells.
        const known = new Map<string, number>();
        for (const [ordinal, room] of [...rooms.entries()].toReversed()) {
          const number = order.number(room, `${ordinal} words`);
          expect(number).toBe((known.get(room) ?? (heads.get(room) ?? 0) + 1) - 1);
          known.set(room, number);
        }
      }),
    );
  });

  it('are not given to what the driver did not send', () => {
    expect(() => new RoomOrder().number('a', 'hello')).toThrow('did not send');
  });
});
