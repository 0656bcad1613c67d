import { parseArgs } from 'node:util';
import { type ContenderName, contenderNames } from './surroundings.js';

export interface Options {
  rooms: number;
  members: number;
  /** Messages per second, over all rooms. */
  rate: number;
  rounds: number;
  /** Of load before anything is measured. */
  warmUp: number;
  /** Of the measured stretch. */
  seconds: number;
  /** Also finds out at which rate each contender falls behind. */
  knee: boolean;
  contenders: ContenderName[];
  /** Of the product. More than one matter where an organization's connections are kept on one node. */
  organizations: number;
  /** Two processes get twice the messages: each has as many as the one it is compared with. */
  perNode: boolean;
  /** Instead of comparing: how the cost grows with rooms and with members per room. */
  growth: boolean;
  /** Instead of comparing: what one hostile client does to the others' latency. */
  flood: boolean;
  /** Whoever serves has the first processor with PostgreSQL and Redis, and the driver has the others. */
  apart: boolean;
  /** Given to the product's process: for a profile, say. */
  nodeFlags: string[];
  json: string | null;
  chart: string | null;
}

const usage = `npm run bench -- [options]
  --rooms 50 --members 12      how many connections there are: rooms × members
  --rate 500 --seconds 10      messages per second over all rooms, and for how long it is measured
  --warm-up 60                 for how many seconds before that, each
  --rounds 3                   rounds; within a round the contenders take turns
  --no-knee                    do not look for the rate at which each falls behind
  --two-nodes                  also two nodes of the product and a Redis, half of each room on either
  --placement home             also both: half of each room on either node, and each organization on one;
                               and the floor in two, each with half of the rooms
  --per-node                   two processes get twice the messages, so that each has as many as the one
  --organizations 1            of the product; 10 with --placement home
  --ejabberd                   also ejabberd, with its archive in the same PostgreSQL
  --apart                      who serves on one processor with PostgreSQL and Redis, the driver on the others
  --growth                     instead: half to four times the rooms, and the members, at as many deliveries
  --flood                      instead: the others' latency while one person floods, beside calm
  --only homegroup,ejabberd    of ${contenderNames.join(', ')}
  --node-flags="--cpu-prof"    for the product's process
  --json FILE --chart FILE     the figures as JSON, a chart as SVG
  --quick                      4 rooms, 60 messages/s, one round of 3 s, no knee
`;

const usual: readonly ContenderName[] = ['group-commit', 'homegroup', 'bare'];

function named(only: string | undefined): ContenderName[] | null {
  const asked = only?.split(',');
  const unknown = asked?.find((name) => !contenderNames.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`${unknown} is none of ${contenderNames.join(', ')}`);
  return asked ? contenderNames.filter((name) => asked.includes(name)) : null;
}

/** A number that is wrong ends the program with the usage. */
export function readOptions(args: string[]): Options {
  try {
    const { values } = parseArgs({
      args,
      options: {
        rooms: { type: 'string' },
        members: { type: 'string', default: '12' },
        rate: { type: 'string' },
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        'warm-up': { type: 'string' },
        'no-knee': { type: 'boolean', default: false },
        'two-nodes': { type: 'boolean', default: false },
        placement: { type: 'string', default: 'spread' },
        'per-node': { type: 'boolean', default: false },
        organizations: { type: 'string' },
        ejabberd: { type: 'boolean', default: false },
        apart: { type: 'boolean', default: false },
        growth: { type: 'boolean', default: false },
        flood: { type: 'boolean', default: false },
        only: { type: 'string' },
        'node-flags': { type: 'string', default: '' },
        json: { type: 'string' },
        chart: { type: 'string' },
        quick: { type: 'boolean', default: false },
      },
    });
    const { quick } = values;
    const number = (value: string | undefined, standard: number): number => {
      const read = Number(value ?? standard);
      if (!Number.isInteger(read) || read < 1) throw new Error(`${value} is no whole number above 0`);
      return read;
    };
    const { placement } = values;
    if (placement !== 'spread' && placement !== 'home') throw new Error(`${placement} is no placement`);
    const home = placement === 'home';
    const contenders = named(values.only) ?? [
      ...usual,
      ...(values['two-nodes'] || home ? (['homegroup-2'] as const) : []),
      ...(home ? (['homegroup-2-home', 'group-commit-2'] as const) : []),
      ...(values.ejabberd ? (['ejabberd'] as const) : []),
    ];
    return {
      rooms: number(values.rooms, quick ? 4 : 50),
      members: number(values.members, 12),
      rate: number(values.rate, quick ? 60 : 500),
      rounds: number(values.rounds, quick ? 1 : 3),
      seconds: number(values.seconds, quick ? 3 : 10),
      warmUp: number(values['warm-up'], quick ? 12 : 60),
      knee: !quick && !values['no-knee'],
      contenders,
      organizations: number(values.organizations, contenders.includes('homegroup-2-home') ? 10 : 1),
      perNode: values['per-node'],
      apart: values.apart,
      growth: values.growth,
      flood: values.flood,
      nodeFlags: values['node-flags'].split(' ').filter(Boolean),
      json: values.json ?? null,
      chart: values.chart ?? null,
    };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}
