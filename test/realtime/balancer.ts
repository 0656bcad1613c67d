import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What a balancer without stickiness does: each connection goes to the next node that accepts it. */
export class Balancer {
  /** Ports of 127.0.0.1. */
  targets: number[] = [];
  private readonly open = new Set<Socket>();
  private turn = 0;

  private constructor(private readonly server: Server) {
    server.on('connection', (near) => void this.pass(near));
  }

  static async start(): Promise<Balancer> {
    const server = createServer({ allowHalfOpen: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Balancer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private async pass(near: Socket): Promise<void> {
    near.on('error', () => near.destroy());
    for (let tried = 0; tried < this.targets.length; tried += 1) {
      const port = this.targets[this.turn++ % this.targets.length] ?? 0;
      const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      const accepted = await Promise.race([
        once(far, 'connect').then(() => true),
        once(far, 'error').then(() => false),
      ]).catch(() => false);
      if (!accepted) continue;
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.open.add(from);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.open.delete(from);
          to.destroy();
        });
        from.pipe(to);
      }
      return;
    }
    near.destroy();
  }
}
