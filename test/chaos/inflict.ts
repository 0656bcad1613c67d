import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosClient } from './chaos-client.js';
import type { Random } from './random.js';
import { now } from './recorder.js';
import type { Fault, FaultKind } from './schedule.js';
import type { ServerNode } from './server-node.js';
import type { Stage } from './stage.js';

/** Longer than a lease, so that presence is seen to forget who is gone with their node. */
const absence = 18_000;
/** So long a link waits for the appends or commits that it is to hit, in milliseconds. */
const commitPatience = 4000;

/** Carries out a schedule against a stage, and counts what really happened. */
export class Inflict {
  readonly done = new Map<FaultKind, number>();
  /** What hurt when, by the wall clock; waiting for its turn and healing included. */
  readonly log: Array<{ kind: FaultKind; node: number; from: number; to: number }> = [];
  private readonly suffering = new Set<number>();
  private readonly running = new Set<Promise<void>>();
  private redisSuffers = false;
  private postgresSuffers = false;

  constructor(
    private readonly stage: Stage,
    private readonly clients: readonly ChaosClient[],
    private readonly random: Random,
    /** When the workload is over, in milliseconds of `performance.now()`. */
    private readonly endsAt: number,
  ) {}

  /** Resolves when the last fault is healed. */
  async run(faults: readonly Fault[]): Promise<void> {
    const began = performance.now();
    for (const fault of faults) {
      await sleep(Math.max(0, began + fault.at - performance.now()));
      const act = this.carryOut(fault).catch((error: unknown) => {
        throw new Error(`${fault.kind} could not be carried out`, { cause: error });
      });
      this.running.add(act);
      act.finally(() => this.running.delete(act)).catch(() => undefined);
    }
    await Promise.all(this.running);
  }

  private async carryOut(fault: Fault): Promise<void> {
    const from = now();
    await this.dispatch(fault);
    if (fault.kind !== 'client-cut') this.log.push({ kind: fault.kind, node: fault.node, from, to: now() });
  }

  private dispatch(fault: Fault): Promise<void> {
    switch (fault.kind) {
      case 'client-cut':
        return this.cut(fault);
      case 'redis-kill':
      case 'redis-freeze':
        return this.hurtRedis(fault);
      case 'postgres-crash':
        return this.crash(fault);
      default:
        return this.hurtNode(fault);
    }
  }

  private count(kind: FaultKind, times = 1): void {
    this.done.set(kind, (this.done.get(kind) ?? 0) + times);
  }

  private async cut({ kind, count }: Fault): Promise<void> {
    let left = count;
    for (let waited = 0; left > 0 && waited < 2000; waited += 10) {
      const connected = this.clients.filter((client) => client.socket.connected);
      if (connected.length > 0 && this.random.pick(connected).socket.cut()) {
        left -= 1;
        this.count(kind);
      } else await sleep(10);
    }
  }

  private async hurtRedis({ kind, lasts }: Fault): Promise<void> {
    await until(() => !this.redisSuffers);
    this.redisSuffers = true;
    const { redis } = this.stage;
    if (kind === 'redis-kill') await redis.kill();
    else redis.freeze();
    this.count(kind);
    await sleep(lasts);
    if (kind === 'redis-kill') await redis.revive();
    else redis.thaw();
    this.redisSuffers = false;
  }

  private async crash({ kind, lasts }: Fault): Promise<void> {
    await until(() => !this.postgresSuffers);
    this.postgresSuffers = true;
    await this.stage.crashPostgres();
    this.count(kind);
    await sleep(lasts);
    await this.stage.revivePostgres();
    this.postgresSuffers = false;
  }

  /** One fault a node at a time; another node suffers when this one does already, or it waits its turn. */
  private async hurtNode(fault: Fault): Promise<void> {
    const { nodes } = this.stage;
    const find = () =>
      nodes
        .map((_, offset) => nodes[(fault.node + offset) % nodes.length])
        .find((each) => each?.running && !this.suffering.has(each.number));
    await until(() => find() !== undefined);
    const node = find();
    if (!node) return;
    this.suffering.add(node.number);
    try {
      if (fault.kind === 'node-kill') await this.kill(node, fault);
      else if (fault.kind === 'node-freeze') await this.freeze(node, fault);
      else if (fault.kind === 'redis-forget') await this.forgetRedis(node, fault);
      else await this.hurtLink(node, fault);
    } finally {
      this.suffering.delete(node.number);
    }
  }

  private async kill(node: ServerNode, { kind, lasts }: Fault): Promise<void> {
    if (this.endsAt - performance.now() > absence)
      this.clients
        .find((client) => client.socket.node === node.number && client.socket.connected)
        ?.stayAway(absence);
    await node.kill();
    this.count(kind);
    await sleep(lasts);
    await node.start();
  }

  private async freeze(node: ServerNode, { kind, lasts }: Fault): Promise<void> {
    node.signal('SIGSTOP');
    this.count(kind);
    await sleep(lasts);
    node.signal('SIGCONT');
  }

  private async forgetRedis({ redisLink }: ServerNode, { kind, lasts }: Fault): Promise<void> {
    redisLink.forget();
    this.count(kind);
    await sleep(lasts);
  }

  private async hurtLink({ link }: ServerNode, { kind, lasts, count }: Fault): Promise<void> {
    const before = link.lostAnswers + link.lostRequests;
    if (kind === 'link-drop') link.drop();
    if (kind === 'link-hole') link.hole();
    if (kind === 'link-forget') link.forget();
    if (kind === 'request-lost') link.loseRequests(count);
    if (kind === 'answer-lost') link.loseAnswers(count);
    const lost = () => link.lostAnswers + link.lostRequests - before;
    const isOfCommits = kind === 'request-lost' || kind === 'answer-lost';
    if (isOfCommits) await until(() => lost() >= count, commitPatience);
    else await sleep(lasts);
    if (kind !== 'link-forget') link.heal();
    this.count(kind, isOfCommits ? lost() : 1);
  }
}

/** Returns all the same when the patience, in milliseconds, is over. */
async function until(holds: () => boolean, patience = 10_000): Promise<void> {
  for (let waited = 0; !holds() && waited < patience; waited += 20) await sleep(20);
}
