import { createClient } from 'redis';
import { OwnRedis } from './own-redis.js';

const slots = 16_384;
const masters = 3;

/** A Redis cluster of three masters of a test's own. */
export class OwnCluster {
  private constructor(readonly nodes: readonly OwnRedis[]) {}

  static async start(): Promise<OwnCluster> {
    const nodes: OwnRedis[] = [];
    for (let made = 0; made < masters; made += 1) nodes.push(await OwnRedis.start({ cluster: true }));
    const clients = nodes.map((node) => createClient({ url: node.url }));
    try {
      for (const client of clients) await client.connect();
      for (const [nth, client] of clients.entries()) {
        const start = Math.floor((slots * nth) / masters);
        await client.clusterAddSlotsRange({ start, end: Math.floor((slots * (nth + 1)) / masters) - 1 });
        await client.clusterMeet('127.0.0.1', nodes[0]?.port ?? 0);
      }
      for (const client of clients)
        while (!(await client.clusterInfo()).includes('cluster_state:ok'))
          await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      for (const client of clients) client.destroy();
    }
    return new OwnCluster(nodes);
  }

  get url(): string {
    return this.nodes[0]?.url ?? '';
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) await node.kill();
  }
}
