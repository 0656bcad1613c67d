/**
 * One server node without its sockets: the product's own append queue, pump, comparison of heads and doorbell, wired
 * by its own module, on the PostgreSQL and the Redis that the environment names. Generated members stand in for
 * connections. Ends with the process that started it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigModule, readConfiguration } from '@homegroup/config';
import { DatabaseModule, POOL } from '@homegroup/database';
import { AppendQueue, Doorbell, HeadsWatch, LogModule, Pump } from '@homegroup/log';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type pg from 'pg';
import { GeneratedMembers } from './members.js';
import type { Head, Question, Seen, Served } from './node-talk.js';
import type { Share } from './placement.js';
import { greet, type Said, type Speaker, speak } from './speakers.js';
import { StatementCount } from './statements.js';

const patience = 120_000;

class SimulatedNode {
  private readonly members = new GeneratedMembers();
  private readonly speakers: Speaker[] = [];
  /** One for each room that begins here. */
  private readonly first: Speaker[] = [];
  private readonly bells = { rung: 0, heard: 0 };
  private readonly pump: Pump;
  private readonly queue: AppendQueue;
  private readonly statements: StatementCount;
  private cpu = process.cpuUsage();
  private said: Said = { acknowledged: 0, refused: 0, commits: [] };

  constructor(private readonly context: INestApplicationContext) {
    this.pump = context.get(Pump, { strict: false });
    this.queue = context.get(AppendQueue, { strict: false });
    this.pump.attach(this.members);
    this.statements = new StatementCount(context.get<pg.Pool>(POOL, { strict: false }));
    // Only what another node rang says when.
    context.get(Doorbell, { strict: false }).listen((bell) => {
      if (bell.kind === 'news') this.bells[bell.rungAt === undefined ? 'rung' : 'heard'] += 1;
    });
  }

  answer(question: Question): Promise<unknown> {
    if (question.kind === 'serve') return this.serve(question.shares);
    if (question.kind === 'warm') return greet(this.queue, this.first).then(() => ({}));
    if (question.kind === 'settle') return this.settle(question).then(() => ({}));
    if (question.kind === 'count') return Promise.resolve(this.count());
    return question.kind === 'speak' ? this.speak(question) : this.finish(question);
  }

  /** Resolves when the members of every room are known here and the doorbell can be heard. */
  private async serve(shares: readonly Share[]): Promise<Served> {
    const watch = this.context.get(HeadsWatch, { strict: false });
    const doorbell = this.context.get(Doorbell, { strict: false });
    const served = { members: 0, strangers: 0 };
    for (const share of shares)
      for (const room of share.rooms) {
        for (const personId of room.members) this.follow(watch, share, room, personId, false);
        if (room.stranger) this.follow(watch, share, room, room.stranger, true);
        const [personId] = room.members;
        const { organizationId } = share;
        const { conversationId, index } = room;
        if (room.leads && personId)
          this.first.push({ organizationId, conversationId, room: index, personId });
        served.members += room.members.length;
        served.strangers += room.stranger ? 1 : 0;
      }
    const deadline = performance.now() + patience;
    const known = () =>
      doorbell.state === 'up' &&
      shares.every(({ organizationId, rooms }) =>
        rooms.every(
          ({ conversationId, members }) =>
            this.pump.followers(organizationId, conversationId)?.length === members.length,
        ),
      );
    while (!known()) {
      if (performance.now() > deadline) throw new Error('the members were not known in time');
      await sleep(100);
    }
    return served;
  }

  private follow(
    watch: HeadsWatch,
    { organizationId, epoch }: Share,
    { conversationId, index }: Share['rooms'][number],
    personId: string,
    stranger: boolean,
  ): void {
    watch.serve(organizationId);
    const id = this.members.seat(index, conversationId, { stranger });
    const opening = this.pump.open(organizationId, conversationId, { id, personId });
    this.pump.settle(opening, 0, epoch);
    this.pump.begin(opening);
    if (!stranger) this.speakers.push({ organizationId, conversationId, room: index, personId });
  }

  private count(): Record<string, never> {
    this.members.begin();
    this.statements.begin();
    this.bells.rung = this.bells.heard = 0;
    this.cpu = process.cpuUsage();
    return {};
  }

  private async speak(plan: Extract<Question, { kind: 'speak' }>): Promise<{ acknowledged: number }> {
    this.said = await speak(this.queue, this.speakers, plan);
    return { acknowledged: this.said.acknowledged };
  }

  private async settle({ heads, patience: most }: { heads: Head[]; patience: number }): Promise<void> {
    const written = new Map(heads);
    const deadline = performance.now() + most;
    while (!this.members.hold(written) && performance.now() < deadline) await sleep(50);
  }

  private async finish(question: Extract<Question, { kind: 'finish' }>): Promise<Seen> {
    await this.settle(question);
    const { user, system } = process.cpuUsage(this.cpu);
    const { commits, ...said } = this.said;
    return {
      said,
      commits,
      arrivals: this.members.arrivals,
      deliveries: this.members.deliveries,
      faults: this.members.reckon(new Map(question.heads)),
      sentAway: this.members.sentAway,
      bells: this.bells,
      statements: this.statements.all,
      cpu: (user + system) / 1e6,
      memory: process.memoryUsage.rss(),
    };
  }
}

const configuration = readConfiguration(process.env);

@Module({
  imports: [
    ConfigModule.forRoot(configuration),
    DatabaseModule.forRoot({
      url: configuration.DATABASE_APP_URL,
      poolSize: configuration.DATABASE_POOL,
    }),
    LogModule,
  ],
})
class NodeModule {}

// An interrupt at the terminal reaches this process too: who started it ends it.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
const context = await NestFactory.createApplicationContext(NodeModule, { logger: ['warn', 'error'] });
process.on('SIGTERM', () => void context.close().finally(() => process.exit(0)));
const node = new SimulatedNode(context);
process.on('message', (question: Question) => {
  node.answer(question).then(
    (answer) => process.send?.(answer),
    (error: Error) => {
      process.stderr.write(`${error.stack ?? error.message}\n`);
      process.exit(1);
    },
  );
});
process.send?.({ ready: true });
