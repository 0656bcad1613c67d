import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppendQueue } from '@homegroup/log';
import { Random } from '../chaos/random.js';
import { type Arrival, clock } from './members.js';

export interface Speaker {
  organizationId: string;
  conversationId: string;
  room: number;
  personId: string;
}

export interface Said {
  acknowledged: number;
  refused: number;
  /** When each message was known on its own node to be committed. */
  commits: Arrival[];
}

/** About as long as what people write to each other. */
const body =
  'I made it through the weekend, and I called you all to mind when it was hard on Saturday. Thank you.';

const together = 8;

/** Says something `rate` times a second at exponential distances, whoever; open-loop: nobody waits for anybody. */
export async function speak(
  queue: AppendQueue,
  speakers: readonly Speaker[],
  plan: { rate: number; seconds: number; seed: number },
): Promise<Said> {
  const said: Said = { acknowledged: 0, refused: 0, commits: [] };
  if (speakers.length === 0 || plan.rate <= 0) return said;
  const random = new Random(plan.seed);
  const pending: Promise<void>[] = [];
  const began = performance.now();
  for (let due = 0; ; ) {
    due += (-Math.log(1 - random.next()) / plan.rate) * 1000;
    if (due > plan.seconds * 1000) break;
    const early = due - (performance.now() - began);
    if (early > 1) await sleep(early);
    pending.push(say(queue, random.pick(speakers), said));
  }
  await Promise.all(pending);
  return said;
}

/** Says something once for each of them, a few at a time. */
export async function greet(queue: AppendQueue, speakers: readonly Speaker[]): Promise<void> {
  const left = [...speakers];
  const said: Said = { acknowledged: 0, refused: 0, commits: [] };
  const next = async (): Promise<void> => {
    for (let speaker = left.pop(); speaker; speaker = left.pop()) await say(queue, speaker, said);
  };
  await Promise.all(Array.from({ length: together }, next));
}

async function say(queue: AppendQueue, speaker: Speaker, said: Said): Promise<void> {
  const { organizationId, conversationId, personId: authorId, room } = speaker;
  const words = { clientId: randomUUID(), kind: 'message:sent' as const, target: null, body, detail: {} };
  try {
    const { seq } = await queue.append({ organizationId, conversationId, authorId, ...words });
    said.acknowledged += 1;
    said.commits.push([room, seq, clock()]);
  } catch {
    said.refused += 1;
  }
}
