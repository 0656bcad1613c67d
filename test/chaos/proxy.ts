import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

interface Pair {
  near: Socket;
  far: Socket;
  /** Nothing of this pair passes any more, in either direction. */
  swallows: boolean;
  /** The answer to what was just passed on is not passed back. */
  losesAnswer: boolean;
}

/** As PostgreSQL's protocol carries them: the names of the append's prepared statements, and a COMMIT of its own. */
const appends = ['one', 'several'].map((name) => Buffer.from(`append-${name}\0`));
const commits = /Q[^]{4}commit\0/i;

/** Between one node and PostgreSQL: passes everything on until it is told otherwise. */
export class Proxy {
  private readonly pairs = new Set<Pair>();
  private refusing = false;
  private swallowing = false;
  private requestsToLose = 0;
  private answersToLose = 0;
  /** How many appends and commits were hit so far. */
  lostRequests = 0;
  lostAnswers = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {
    server.on('connection', (near) => this.accept(near));
  }

  static async start(target: number): Promise<Proxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Proxy(server, target);
  }

  /** Before whatever is at `url`. @returns the same address by way of the proxy as well. */
  static async before(url: string): Promise<{ link: Proxy; through: string }> {
    const through = new URL(url);
    const link = await Proxy.start(Number(through.port));
    through.port = String(link.port);
    return { link, through: through.toString() };
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Breaks every connection; new ones are refused until `heal`. */
  drop(): void {
    this.refusing = true;
    for (const pair of this.pairs) end(pair);
  }

  /** Swallows everything until `heal`, which breaks what was swallowed. */
  hole(): void {
    this.swallowing = true;
    for (const pair of this.pairs) pair.swallows = true;
  }

  /** Swallows everything on the connections that stand now, as a firewall that forgot them; new ones are passed on. */
  forget(): void {
    for (const pair of this.pairs) pair.swallows = true;
  }

  /** The next appends or commits break their connection instead of being passed on. */
  loseRequests(count: number): void {
    this.requestsToLose = count;
  }

  /** The next appends or commits are carried out by PostgreSQL, and nobody hears of it. */
  loseAnswers(count: number): void {
    this.answersToLose = count;
  }

  heal(): void {
    this.refusing = false;
    this.swallowing = false;
    this.requestsToLose = 0;
    this.answersToLose = 0;
    for (const pair of this.pairs) if (pair.swallows) end(pair);
  }

  async stop(): Promise<void> {
    for (const pair of this.pairs) end(pair);
    this.server.close();
    await once(this.server, 'close');
  }

  private accept(near: Socket): void {
    near.on('error', () => undefined);
    if (this.refusing) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port: this.target, host: '127.0.0.1' });
    const pair: Pair = { near, far, swallows: this.swallowing, losesAnswer: false };
    this.pairs.add(pair);
    near.setNoDelay(true);
    far.setNoDelay(true);
    far.on('error', () => undefined);
    near.on('data', (chunk) => this.forth(pair, chunk));
    far.on('data', (chunk) => this.back(pair, chunk));
    for (const side of [near, far])
      side.on('close', () => {
        this.pairs.delete(pair);
        end(pair);
      });
  }

  private forth(pair: Pair, chunk: Buffer): void {
    if (pair.swallows) return;
    if (this.requestsToLose + this.answersToLose > 0 && isCommit(chunk)) {
      if (this.requestsToLose > 0) {
        this.requestsToLose -= 1;
        this.lostRequests += 1;
        end(pair);
        return;
      }
      this.answersToLose -= 1;
      pair.losesAnswer = true;
    }
    pair.far.write(chunk);
  }

  private back(pair: Pair, chunk: Buffer): void {
    if (pair.swallows) return;
    if (pair.losesAnswer) {
      this.lostAnswers += 1;
      end(pair);
      return;
    }
    pair.near.write(chunk);
  }
}

const isCommit = (chunk: Buffer): boolean =>
  appends.some((name) => chunk.includes(name)) || commits.test(chunk.toString('latin1'));

function end({ near, far }: Pair): void {
  near.destroy();
  far.destroy();
}
