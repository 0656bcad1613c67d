import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';

const text = 0x81;
const binary = 0x82;
/** None of the texts that come before it has such a byte: they are all plain letters. */
const closing = 0x88;

/** A WebSocket that says whatever it is told to, below every client library. */
export class BareSocket {
  /** Resolves with the first thing that comes back after opening, be it an answer or the end. */
  readonly heard: Promise<void>;
  /** Resolves when the server says that it closes, or is gone. */
  readonly ended: Promise<void>;

  private constructor(private readonly stream: Duplex) {
    stream.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      stream.on('data', (part: Buffer) => {
        if (part.includes(closing)) resolve();
      });
      stream.once('close', () => resolve());
    });
    this.heard = new Promise((resolve) => {
      stream.once('data', () => resolve());
      stream.once('close', () => resolve());
    });
  }

  static open(serverUrl: string): Promise<BareSocket> {
    return new Promise((resolve, reject) => {
      const upgrade = request(`${serverUrl}/socket.io/?EIO=4&transport=websocket`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': randomBytes(16).toString('base64'),
        },
      });
      upgrade.once('upgrade', (_response, stream) => resolve(new BareSocket(stream)));
      upgrade.once('response', (response) => reject(new Error(`refused with ${response.statusCode}`)));
      upgrade.once('error', reject);
      upgrade.end();
    });
  }

  text(content: string): void {
    this.frame(text, Buffer.from(content));
  }

  binary(content: Buffer): void {
    this.frame(binary, content);
  }

  end(): void {
    this.stream.destroy();
  }

  private frame(kind: number, content: Buffer): void {
    const mask = randomBytes(4);
    const length =
      content.length < 126
        ? Buffer.from([0x80 | content.length])
        : Buffer.from([0x80 | 126, content.length >> 8, content.length & 255]);
    const masked = content.map((byte, at) => byte ^ (mask[at % 4] ?? 0));
    this.stream.write(Buffer.concat([Buffer.from([kind]), length, mask, masked]));
  }
}
