import { parseArgs } from 'node:util';

export type Placement = 'spread' | 'home';

export interface Options {
  nodes: number;
  /** Generated members, connected all the time. */
  members: number;
  organizations: number;
  /** Messages per second, over everything. */
  rate: number;
  /** Of talking, which is what is measured. */
  seconds: number;
  placement: Placement;
  seed: number;
  json: string | null;
}

const usage = `npm run simulate -- [options]
  --nodes 4                 server nodes, each a process with the real log, pump and doorbell
  --members 10000           generated members, in rooms of twelve
  --organizations N         how many they belong to; without it one for 250 members
  --rate 500 --seconds 20   messages per second over all rooms, and for how long
  --placement spread        members of each room on all nodes, or "home": an organization on one node where it can
  --seed 1                  decides who speaks when
  --json FILE               the figures as JSON
`;

const usualHouse = 250;
const most = { nodes: 16, members: 200_000, rate: 20_000, seconds: 120 };

/** @throws with the fault and the usage */
export function readOptions(args: string[]): Options {
  try {
    const { values } = parseArgs({
      args,
      options: {
        nodes: { type: 'string', default: '4' },
        members: { type: 'string', default: '10000' },
        organizations: { type: 'string' },
        rate: { type: 'string', default: '500' },
        seconds: { type: 'string', default: '20' },
        placement: { type: 'string', default: 'spread' },
        seed: { type: 'string', default: '1' },
        json: { type: 'string' },
      },
    });
    const number = (name: string, given: string, upTo: number): number => {
      const read = Number(given);
      if (!Number.isInteger(read) || read < 1 || read > upTo)
        throw new Error(`--${name} takes a whole number from 1 to ${upTo}`);
      return read;
    };
    const { placement } = values;
    if (placement !== 'spread' && placement !== 'home') throw new Error('--placement is "spread" or "home"');
    const members = number('members', values.members, most.members);
    const houses = values.organizations ?? String(Math.ceil(members / usualHouse));
    return {
      nodes: number('nodes', values.nodes, most.nodes),
      members,
      organizations: number('organizations', houses, members),
      rate: number('rate', values.rate, most.rate),
      seconds: number('seconds', values.seconds, most.seconds),
      placement,
      seed: number('seed', values.seed, 2 ** 31),
      json: values.json ?? null,
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${usage}`, { cause: error });
  }
}
