import type { LogEvent, ServerEventPayload } from '@homegroup/protocol';
import { type Faults, GeneratedMembers } from './members.js';

const none: Faults = { lost: 0, doubled: 0, misordered: 0, overheard: 0, letGo: 0 };
const news = (conversationId: string, ...numbers: number[]): ServerEventPayload<'log:events'> => ({
  conversationId,
  epoch: 'one',
  prev: (numbers[0] ?? 1) - 1,
  events: numbers.map((seq) => ({ seq, id: `${seq}`, at: '', kind: 'withheld' }) satisfies LogEvent),
});
/** A member of room 0 and what they are sent, one frame after the other; the room stands at three. */
function faultsAfter(...frames: number[][]): Faults {
  const members = new GeneratedMembers();
  const id = members.seat(0, 'room', { stranger: false });
  for (const numbers of frames) members.emit([id], 'log:events', news('room', ...numbers));
  return members.reckon(new Map([[0, 3]]));
}

describe('a generated member', () => {
  it('has nothing to complain of when each number follows the one before', () => {
    expect(faultsAfter([1], [2, 3])).toEqual(none);
  });

  it.each([
    ['a message in the middle is lost', [[1], [3]], { lost: 1 }],
    ['the last ones are lost', [[1]], { lost: 2 }],
    ['one comes twice', [[1], [2], [2], [3]], { doubled: 1 }],
    ['one comes after the next', [[1], [3], [2]], { misordered: 1 }],
  ])('says when %s', (_, frames, expected) => {
    expect(faultsAfter(...frames)).toEqual({ ...none, ...expected });
  });

  it('says when they hear of another room, or hear anything as a stranger', () => {
    const members = new GeneratedMembers();
    const ids = [members.seat(0, 'room', { stranger: false }), members.seat(1, 'other', { stranger: true })];
    members.emit(ids, 'log:events', news('other', 1));
    expect(members.faults).toEqual({ ...none, overheard: 2 });
  });

  it('says when a member is let go, and not when a stranger is', () => {
    const members = new GeneratedMembers();
    const ids = [false, true].map((stranger) => members.seat(0, 'room', { stranger }));
    members.emit(ids, 'conversation:closed', { conversationId: 'room', code: 'membership_ended' });
    expect(members.faults).toEqual({ ...none, letGo: 1 });
    expect(members.sentAway).toBe(1);
  });
});
