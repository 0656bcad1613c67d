import fc from 'fast-check';
import { Encoder, type Packet, PacketType } from 'socket.io-parser';
import { PlainEncoder } from './plain-encoder.js';

describe('PlainEncoder', () => {
  it('writes out every packet without bytes as Socket.IO does', () => {
    const packet: fc.Arbitrary<Packet> = fc.record(
      {
        type: fc.constantFrom(
          PacketType.CONNECT,
          PacketType.DISCONNECT,
          PacketType.EVENT,
          PacketType.ACK,
          PacketType.CONNECT_ERROR,
        ),
        nsp: fc.constantFrom('/', '/other'),
        id: fc.nat(),
        data: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue(), fc.constant(undefined)),
      },
      { requiredKeys: ['type', 'nsp'] },
    );
    fc.assert(
      fc.property(packet, (each) => {
        expect(new PlainEncoder().encode(each)).toEqual(new Encoder().encode(each));
      }),
    );
  });
});
