import { parseArgs } from 'node:util';

export interface Options {
  rooms: number;
  members: number;
  /** Messages per second, over all rooms. */
  rate: number;
  rounds: number;
  /** Of the measured stretch. */
  seconds: number;
  /** Also finds out at which rate each contender falls behind. */
  knee: boolean;
  /** Also drives two nodes of the product, with half of each room on either. */
  twoNodes: boolean;
  /** Instead of comparing: what one hostile client does to the others' latency. */
  flood: boolean;
  only: string[];
  /** Given to the product's process: for a profile, say. */
  nodeFlags: string[];
  json: string | null;
  chart: string | null;
}

const usage = `npm run bench -- [options]
  --rooms 50 --members 12      how many connections there are: rooms × members
  --rate 500 --seconds 10      messages per second over all rooms, and for how long
  --rounds 3                   rounds; within a round the contenders take turns
  --no-knee                    do not look for the rate at which each falls behind
  --two-nodes                  also two nodes of the product and a Redis, half of each room on either
  --flood                      instead: the others' latency while one person floods, beside calm
  --only homegroup,bare,group-commit
  --node-flags="--cpu-prof"    for the product's process
  --json FILE --chart FILE     the figures as JSON, a chart as SVG
  --quick                      4 rooms, 60 messages/s, one round of 3 s, no knee
`;

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
        'no-knee': { type: 'boolean', default: false },
        'two-nodes': { type: 'boolean', default: false },
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
    return {
      rooms: number(values.rooms, quick ? 4 : 50),
      members: number(values.members, 12),
      rate: number(values.rate, quick ? 60 : 500),
      rounds: number(values.rounds, quick ? 1 : 3),
      seconds: number(values.seconds, quick ? 3 : 10),
      knee: !quick && !values['no-knee'],
      twoNodes: values['two-nodes'],
      flood: values.flood,
      only: values.only?.split(',') ?? [],
      nodeFlags: values['node-flags'].split(' ').filter(Boolean),
      json: values.json ?? null,
      chart: values.chart ?? null,
    };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}
