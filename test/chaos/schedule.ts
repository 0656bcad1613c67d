import { Random } from './random.js';

/**
 * - `link-…`: between one node and PostgreSQL. `link-drop` breaks its connections and refuses new ones for a while;
 *   `link-hole` swallows everything for a while and then breaks; `link-forget` swallows everything on the connections
 *   that stand, for good, and lets new ones pass, as a firewall that was replaced; `request-lost` breaks a connection
 *   instead of passing on an append or a COMMIT; `answer-lost` passes it on, waits for PostgreSQL's answer and breaks
 *   without it.
 * - `redis-forget` does to one node's connections to Redis what `link-forget` does to those to PostgreSQL.
 * - `…-kill` is SIGKILL, `…-freeze` SIGSTOP until it is continued, `postgres-crash` an immediate stop.
 */
export const faultKinds = [
  'node-kill',
  'node-freeze',
  'redis-kill',
  'redis-freeze',
  'redis-forget',
  'postgres-crash',
  'link-drop',
  'link-hole',
  'link-forget',
  'request-lost',
  'answer-lost',
  'client-cut',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  /** Milliseconds after the workload began. */
  at: number;
  kind: FaultKind;
  /** Which node, by number; for what is not of a node it says nothing. */
  node: number;
  /** Milliseconds until it is healed. */
  lasts: number;
  /** How many clients are cut, or commits are hit. */
  count: number;
}

const lengths: Record<FaultKind, readonly [number, number]> = {
  'node-kill': [200, 1500],
  'node-freeze': [500, 4000],
  'redis-kill': [500, 3000],
  'redis-freeze': [500, 4000],
  'postgres-crash': [100, 1200],
  'link-drop': [50, 800],
  'link-hole': [500, 3500],
  // Nobody heals these; so long nothing else befalls the node.
  'link-forget': [500, 4000],
  'redis-forget': [500, 4000],
  // These last until so many commits are hit.
  'request-lost': [0, 0],
  'answer-lost': [0, 0],
  'client-cut': [0, 0],
};

export interface Extent {
  /** Of the workload. */
  seconds: number;
  nodes: number;
}

/** Every kind at least once, in an order of its own, and more at random; all healed before the time is over. */
export function scheduleOf(seed: number, { seconds, nodes }: Extent): Fault[] {
  const random = new Random(seed);
  const end = seconds * 1000;
  const faults = random
    .shuffled(faultKinds)
    .map((kind, index) => fault(random, kind, end * (0.04 + (0.8 * index) / faultKinds.length), nodes, end));
  for (let at = end * 0.1; at < end * 0.85; at += random.between(1200, 4500))
    faults.push(fault(random, random.pick(faultKinds), at, nodes, end));
  for (let at = end * 0.05; at < end * 0.95; at += random.between(200, 1200))
    faults.push(fault(random, 'client-cut', at, nodes, end));
  return faults.sort((a, b) => a.at - b.at);
}

/** Nothing but so many cuts of one client each, evenly spread with jitter. */
export function cutsOf(seed: number, cuts: number, { seconds, nodes }: Extent): Fault[] {
  const random = new Random(seed);
  const step = (seconds * 1000 * 0.95) / cuts;
  return Array.from({ length: cuts }, (_, index) => ({
    at: Math.round(step * (index + random.next())),
    kind: 'client-cut' as const,
    node: random.between(0, nodes - 1),
    lasts: 0,
    count: 1,
  })).sort((a, b) => a.at - b.at);
}

function fault(random: Random, kind: FaultKind, at: number, nodes: number, end: number): Fault {
  const [least, most] = lengths[kind];
  const lasts = Math.min(random.between(least, most), end / 6, Math.max(0, end - at));
  return {
    at: Math.round(at),
    kind,
    node: random.between(0, nodes - 1),
    lasts: Math.round(lasts),
    count: kind === 'client-cut' ? random.between(1, 4) : random.between(1, 3),
  };
}
