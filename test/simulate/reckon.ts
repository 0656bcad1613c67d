import { cpus } from 'node:os';
import { Latencies, type Quantiles } from '../bench/latencies.js';
import type { Faults } from './members.js';
import type { Seen } from './node-talk.js';
import type { Observed } from './simulate.js';

/** Of one node, or of all together; `perMessage` counts every message of the run, wherever it was written. */
export interface Figures {
  members: number;
  written: number;
  deliveries: number;
  bellsRung: number;
  bellsHeardPerMessage: number;
  readsPerMessage: number;
  rowsPerMessage: number;
  /** Comparisons of heads, per second. */
  comparisons: number;
  otherPerMessage: number;
  /** Milliseconds of processor time per 1,000 deliveries of the whole run. */
  cpu: number;
  memory: number;
}

export interface Summary extends Figures, Faults {
  messagesPerSecond: number;
  deliveriesPerSecond: number;
  refused: number;
  /** Strangers who asked to follow and were not sent away. */
  strangersLeft: number;
  publicationsPerMessage: number;
  redisBytesPerMessage: number;
  redisCpu: number;
  postgresCpu: number;
  walBytesPerMessage: number;
  databaseBytesPerMessage: number;
  /** Milliseconds from the commit, as its node learns of it, to the arrival on another node. */
  delay: Quantiles;
  /** How much of all processors was in use, 0 to 1. */
  busy: number;
  nodes: Figures[];
}

export function reckon({ served, seen, around, written }: Observed): Summary {
  const deliveries = sum(seen, (each) => each.deliveries);
  const per = (value: number, of: number) => (of > 0 ? value / of : 0);
  const perThousand = (seconds: number) => per(seconds * 1e6, deliveries);
  const figuresOf = (nodes: readonly Seen[], members: number): Figures => {
    const times = (name: string) => sum(nodes, ({ statements }) => statements[name]?.times ?? 0);
    return {
      members,
      written: sum(nodes, ({ said }) => said.acknowledged),
      deliveries: sum(nodes, (each) => each.deliveries),
      bellsRung: sum(nodes, ({ bells }) => bells.rung),
      bellsHeardPerMessage: per(
        sum(nodes, ({ bells }) => bells.heard),
        written,
      ),
      readsPerMessage: per(times('read-news'), written),
      rowsPerMessage: per(
        sum(nodes, ({ statements }) => statements['read-news']?.rows ?? 0),
        written,
      ),
      comparisons: per(times('read-comparison'), around.elapsed),
      otherPerMessage: per(times('other'), written),
      cpu: perThousand(sum(nodes, ({ cpu }) => cpu)),
      memory: sum(nodes, ({ memory }) => memory),
    };
  };
  const fault = (name: keyof Faults) => sum(seen, ({ faults }) => faults[name]);
  return {
    ...figuresOf(
      seen,
      sum(served, ({ members }) => members),
    ),
    lost: fault('lost'),
    doubled: fault('doubled'),
    misordered: fault('misordered'),
    overheard: fault('overheard'),
    letGo: fault('letGo'),
    messagesPerSecond: per(written, around.elapsed),
    deliveriesPerSecond: per(deliveries, around.elapsed),
    refused: sum(seen, ({ said }) => said.refused),
    strangersLeft: sum(served, ({ strangers }) => strangers) - sum(seen, ({ sentAway }) => sentAway),
    publicationsPerMessage: per(around.publications, written),
    redisBytesPerMessage: per(around.redisBytes, written),
    redisCpu: perThousand(around.redisCpu),
    postgresCpu: perThousand(around.postgresCpu),
    walBytesPerMessage: per(around.walBytes, written),
    databaseBytesPerMessage: per(around.databaseBytes, written),
    delay: delayOf(seen),
    busy: per(around.machineCpu, around.elapsed * cpus().length),
    nodes: seen.map((each, node) => figuresOf([each], served[node]?.members ?? 0)),
  };
}

function delayOf(seen: readonly Seen[]): Quantiles {
  const key = (room: number, seq: number) => `${room}:${seq}`;
  const committed = new Map<string, { node: number; at: number }>();
  for (const [node, { commits }] of seen.entries())
    for (const [room, seq, at] of commits) committed.set(key(room, seq), { node, at });
  const delays = new Latencies();
  for (const [node, { arrivals }] of seen.entries())
    for (const [room, seq, at] of arrivals) {
      const commit = committed.get(key(room, seq));
      if (commit && commit.node !== node) delays.add(at - commit.at);
    }
  return delays.quantiles();
}

const sum = <T>(values: readonly T[], of: (value: T) => number): number =>
  values.reduce((total, value) => total + of(value), 0);

/** What must be nothing. */
export const broken = (summary: Summary): string[] =>
  (['lost', 'doubled', 'misordered', 'overheard', 'letGo', 'strangersLeft'] as const)
    .filter((name) => summary[name] !== 0)
    .map((name) => `${name}: ${summary[name]}`);
