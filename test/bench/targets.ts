import { median } from './latencies.js';
import type { Result } from './measure.js';
import type { ContenderName } from './surroundings.js';

/** One column of the report: the median over the rounds of one contender. */
export interface Summary {
  name: string;
  messagesPerSecond: number | null;
  deliveriesPerSecond: number | null;
  knee: number | null;
  kneeDeliveries: number | null;
  ackP50: number | null;
  ackP99: number | null;
  deliveryP50: number | null;
  deliveryP99: number | null;
  serverCpu: number | null;
  withPostgresCpu: number | null;
  memoryPerConnection: number | null;
  connect: number | null;
  driverLoad: number | null;
  othersLoad: number | null;
  refused: number;
  lost: number;
  doubled: number;
  misordered: number;
}

function summarize(results: readonly Result[], members: number): Summary {
  const of = (read: (result: Result) => number | null) => median(results.map(read));
  const sum = (read: (result: Result) => number) =>
    results.reduce((total, result) => total + read(result), 0);
  const knee = of((result) => result.knee);
  return {
    name: results[0]?.name ?? '',
    messagesPerSecond: of(({ stretch }) => stretch.acknowledged / stretch.seconds),
    deliveriesPerSecond: of(({ stretch }) => stretch.delivered / stretch.seconds),
    knee,
    kneeDeliveries: knee === null ? null : knee * members,
    ackP50: of(({ stretch }) => stretch.acknowledgement.p50),
    ackP99: of(({ stretch }) => stretch.acknowledgement.p99),
    deliveryP50: of(({ stretch }) => stretch.delivery.p50),
    deliveryP99: of(({ stretch }) => stretch.delivery.p99),
    serverCpu: of((result) => result.serverCpu),
    withPostgresCpu: of((result) => result.withPostgresCpu),
    memoryPerConnection: of((result) => result.memoryPerConnection),
    connect: of((result) => result.connect),
    driverLoad: of((result) => result.driverLoad),
    othersLoad: of((result) => result.othersLoad),
    refused: sum(({ stretch }) => stretch.refused),
    lost: sum((result) => result.lost),
    doubled: sum((result) => result.doubled),
    misordered: sum((result) => result.misordered),
  };
}

/** The contenders that were measured, in the order of `names`. */
export const summarizeAll = (
  results: readonly Result[],
  names: readonly ContenderName[],
  members: number,
): Map<string, Summary> =>
  new Map(
    names.map((name) => [
      name,
      summarize(
        results.filter((result) => result.name === name),
        members,
      ),
    ]),
  );

export interface Comparison {
  what: string;
  ratio: number | null;
  /** `at most` or `at least`. */
  bound: string;
  /** Null where the ratio is given to be compared with another. */
  target: number | null;
  reached: boolean | null;
}

type Measure = Exclude<keyof Summary, 'name'>;

/** Against the floor that stores. */
const floorTargets: ReadonlyArray<{ what: string; of: Measure; target: number; least?: true }> = [
  { what: 'server CPU per delivery', of: 'serverCpu', target: 1.25 },
  { what: 'CPU with Postgres per delivery', of: 'withPostgresCpu', target: 1.35 },
  { what: 'delivery p50', of: 'deliveryP50', target: 1.5 },
  { what: 'delivery p99', of: 'deliveryP99', target: 2 },
  { what: 'knee', of: 'knee', target: 0.6, least: true },
  { what: 'memory per connection', of: 'memoryPerConnection', target: 1.5 },
  { what: 'connecting all', of: 'connect', target: 3 },
];

const compareOne = (
  what: string,
  value: number | null,
  base: number | null,
  target: number | null,
  least = false,
): Comparison => {
  const ratio = value === null || base === null || base === 0 ? null : value / base;
  return {
    what,
    ratio,
    bound: least ? 'at least' : 'at most',
    target,
    reached: ratio === null || target === null ? null : least ? ratio >= target : ratio <= target,
  };
};

/** With `perNode` two nodes got twice the messages, which is another question than the one a target was set for. */
export function compare(summaries: ReadonlyMap<string, Summary>, perNode: boolean): Comparison[] {
  const product = summaries.get('homegroup');
  const floor = summaries.get('group-commit');
  const floors = summaries.get('group-commit-2');
  const spread = summaries.get('homegroup-2');
  const home = summaries.get('homegroup-2-home');
  const peer = summaries.get('ejabberd');
  const comparisons: Comparison[] = [];
  const two = perNode ? 'two nodes with as many messages each' : 'two nodes';
  const bound = (target: number) => (perNode ? null : target);
  if (product && floor)
    for (const { what, of, target, least } of floorTargets)
      comparisons.push(compareOne(what, product[of], floor[of], target, least));
  if (product && spread)
    comparisons.push(compareOne(`${two}, rooms on both: CPU`, spread.serverCpu, product.serverCpu, bound(2)));
  if (product && home)
    comparisons.push(compareOne(`${two}, one each: CPU`, home.serverCpu, product.serverCpu, bound(1.2)));
  if (floor && floors)
    comparisons.push(
      compareOne('the floor in two, for comparison: CPU', floors.serverCpu, floor.serverCpu, null),
    );
  if (product && peer) {
    const { withPostgresCpu, knee } = product;
    comparisons.push(
      compareOne('ejabberd: CPU with Postgres', withPostgresCpu, peer.withPostgresCpu, 0.6),
      compareOne('ejabberd: knee', knee, peer.knee, 5, true),
    );
  }
  return comparisons;
}
