import { Writable } from 'node:stream';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { wireSocket } from '../../../../test/support/wire-socket.js';
import { encodeFrame, writeFrame, writeTogether } from './frame.js';

const lengthOf = (frame: Buffer): { head: number; size: number } => {
  if ((frame[1] ?? 0) < 126) return { head: 2, size: frame[1] ?? 0 };
  return frame[1] === 126
    ? { head: 4, size: frame.readUInt16BE(2) }
    : { head: 10, size: Number(frame.readBigUInt64BE(2)) };
};

describe('a frame', () => {
  it.each([10, 100, 125, 126, 5000, 65_535, 65_536, 70_000])('of %i letters says its length', (letters) => {
    const frame = encodeFrame('e', 'ä'.repeat(letters));
    const { head, size } = lengthOf(frame);
    expect(frame[0]).toBe(0x81);
    expect(frame.length).toBe(head + size);
    expect(frame.subarray(head).toString('utf8')).toBe(`42["e","${'ä'.repeat(letters)}"]`);
  });

  it('is written where nothing waits, and not past what waits', () => {
    const free = wireSocket();
    expect(writeFrame(free.socket, encodeFrame('e', {}))).toBe(true);
    expect(free.written).toHaveLength(1);
    const waiting = wireSocket({ queue: ['earlier'] });
    expect(writeFrame(waiting.socket, encodeFrame('e', {}))).toBe(false);
    expect(waiting.written).toHaveLength(0);
    expect(writeFrame(wireSocket({ more: { name: 'polling' } }).socket, encodeFrame('e', {}))).toBe(false);
    expect(writeFrame(wireSocket({ more: { socket: { readyState: 2 } } }).socket, encodeFrame('e', {}))).toBe(
      false,
    );
  });

  it('goes out in one piece with what follows it in the same turn, and what comes later by itself', async () => {
    const pieces: string[] = [];
    const stream = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        pieces.push(chunk.toString());
        done();
      },
      writev: (chunks, done) => {
        pieces.push(chunks.map(({ chunk }) => String(chunk)).join(' and '));
        done();
      },
    });
    const { socket } = wireSocket({ more: { socket: { readyState: 1, _socket: stream } } });
    writeTogether(socket);
    stream.write('news');
    // Asked for twice in one turn, as by two conversations: it must not stay held back.
    writeTogether(socket);
    stream.write('receipt');
    expect(pieces).toEqual([]);
    await endOfTurn();
    expect(pieces).toEqual(['news and receipt']);
    stream.write('later');
    expect(pieces).toEqual(['news and receipt', 'later']);
    expect(() => writeTogether(wireSocket({ more: { name: 'polling' } }).socket)).not.toThrow();
  });
});
