import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/**
 * A TCP connection that speaks just enough WebSocket and Socket.IO to sign in and to follow, and then stops reading:
 * a phone in a tunnel, a laptop that was closed. The connection stands, and nothing is taken from it.
 */
export class StillSocket {
  private heard = '';
  private closed = false;

  private constructor(private readonly stream: Socket) {
    stream.on('data', (chunk: Buffer) => {
      this.heard += chunk.toString('latin1');
    });
    stream.on('error', () => undefined);
    stream.on('close', () => {
      this.closed = true;
    });
  }

  /** Resolves when it follows the conversation. */
  static async follow(serverUrl: string, token: string, conversationId: string): Promise<StillSocket> {
    const { hostname, port, host } = new URL(serverUrl);
    const socket = new StillSocket(connect({ host: hostname, port: Number(port) }));
    socket.stream.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `Host: ${host}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        '\r\n',
      ].join('\r\n'),
    );
    await socket.until('0{"sid"');
    socket.say(`40${JSON.stringify({ token })}`);
    await socket.until('40{"sid"');
    const wanted = { conversations: [{ conversationId, after: null }] };
    socket.say(`420${JSON.stringify(['conversation:subscribe', wanted])}`);
    await socket.until('430[');
    return socket;
  }

  stopReading(): void {
    this.stream.pause();
  }

  /** Reads what still lies in the way, and whether the end comes behind it within a second. */
  async hasEnded(): Promise<boolean> {
    this.stream.resume();
    for (let waited = 0; waited < 50 && !this.closed; waited += 1) await soon();
    return this.closed;
  }

  end(): void {
    this.stream.destroy();
  }

  private async until(words: string): Promise<void> {
    for (let waited = 0; waited < 500; waited += 1) {
      if (this.heard.includes(words)) return;
      await soon();
    }
    throw new Error(`${words} never came`);
  }

  private say(text: string): void {
    const content = Buffer.from(text);
    const mask = randomBytes(4);
    const head =
      content.length < 126
        ? Buffer.from([0x81, 0x80 | content.length])
        : Buffer.from([0x81, 0x80 | 126, content.length >> 8, content.length & 255]);
    this.stream.write(Buffer.concat([head, mask, content.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]));
  }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
