import type { BrowserContext, WebSocketRoute } from 'playwright-core';

/** An event of Socket.IO (2) that wants its acknowledgement under a number, in a message of Engine.IO (4). */
const sending = /^42(\d+)\["message:send"/;

/** What a context's live connections go through: it can be lost, also between a message and its acknowledgement. */
export class Signal {
  private readonly open = new Set<WebSocketRoute>();
  private there = true;
  private losing = false;

  private constructor(private readonly context: BrowserContext) {}

  /** Before the first page of the context is opened. Pages are loaded all the same. */
  static async of(context: BrowserContext): Promise<Signal> {
    const signal = new Signal(context);
    await context.routeWebSocket(/\/socket\.io\//, (page) => signal.carry(page));
    await context.route(/\/socket\.io\//, (route) => (signal.there ? route.continue() : route.abort()));
    return signal;
  }

  lose(): void {
    this.there = false;
    for (const page of this.open) void page.close();
    this.open.clear();
  }

  /** The next message arrives, and nothing of it comes back: the signal is gone with its acknowledgement. */
  loseNextAcknowledgement(): void {
    this.losing = true;
  }

  /** As a device does when it has a network again. */
  async comeBack(): Promise<void> {
    this.there = true;
    this.losing = false;
    for (const page of this.context.pages())
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
  }

  private carry(page: WebSocketRoute): void {
    if (!this.there) return void page.close();
    this.open.add(page);
    const server = page.connectToServer();
    let awaited: string | undefined;
    page.onMessage((packet) => {
      if (this.losing) awaited ??= sending.exec(packet.toString())?.[1];
      if (this.there) server.send(packet);
    });
    server.onMessage((packet) => {
      if (awaited === undefined) return this.there ? page.send(packet) : undefined;
      if (packet.toString().startsWith(`43${awaited}[`)) this.lose();
    });
  }
}
