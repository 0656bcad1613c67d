import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type TimelineItem } from '@homegroup/protocol';
import type { ChaosClient } from './chaos-client.js';
import type { Dump, Held, Shown } from './checker/history.js';
import { lonePatience } from './checker/lone-message-arrives.js';
import type { Random } from './random.js';
import { now, type Recorder } from './recorder.js';
import type { Workload } from './workload.js';

const poll = 100;
/** Fresh readings cost a decryption a message: so many are made, of places drawn at random. */
const mostFresh = 14;

/** Waits until everybody holds everything and nothing waits to be sent. @returns what was left when that took too long */
export async function settled(
  work: Workload,
  readDump: () => Promise<Dump>,
  patience: number,
): Promise<string | null> {
  for (const until = now() + patience; ; await sleep(poll)) {
    const left = await unsettled(work, readDump);
    if (left === null || now() > until) return left;
  }
}

async function unsettled(work: Workload, readDump: () => Promise<Dump>): Promise<string | null> {
  const here = work.everybody.filter((client) => client.person.session !== null);
  const apart = here.filter((client) => !client.socket.connected);
  if (apart.length > 0) return `${apart.length} of ${here.length} are not connected`;
  const busy = here.filter((client) => !client.idle);
  if (busy.length > 0) return `${busy.length} of ${here.length} have something to send`;
  const { heads, members } = await readDump();
  const behind = members.filter((member) => {
    if (member.to !== null) return false;
    const client = here.find((each) => each.person.id === member.person);
    if (!client?.wanted.has(member.conversation)) return false;
    const head = heads.find((each) => each.conversation === member.conversation)?.head ?? 0;
    return (client.follower.get(member.conversation)?.timeline?.position ?? 0) < head;
  });
  const [first] = behind;
  return first ? `${behind.length} are behind, ${first.person} in ${first.conversation} first` : null;
}

/** What everybody who is signed in shows, and for some places what a fresh reading shows. */
export async function heldBy(work: Workload, random: Random): Promise<Held[]> {
  const held = work.everybody
    .filter((client) => client.person.session !== null)
    .flatMap((client) => [...client.wanted].flatMap((id) => heldOf(client, id)));
  const url = work.urlOf(0);
  for (const each of random.shuffled(held).slice(0, mostFresh)) {
    const client = work.everybody.find(({ person }) => person.id === each.person);
    if (!client) continue;
    const items: TimelineItem[] = [];
    let before: number | undefined;
    do {
      const page = await work.house.call(url, client.person)('conversations.history', {
        params: { id: each.conversation },
        query: { limit: 100, ...(before !== undefined && { before }) },
      });
      items.unshift(...page.items);
      before = page.earlier ?? undefined;
    } while (before !== undefined && before > (each.earlier ?? 0));
    each.fresh = items.map(shownOf);
  }
  return held;
}

function heldOf(client: ChaosClient, conversation: string): Held[] {
  const followed = client.follower.get(conversation);
  if (!followed?.timeline) return [];
  const { position, earlier, items } = followed.timeline;
  return [
    { person: client.person.id, conversation, position, earlier, items: items.map(shownOf), fresh: null },
  ];
}

const shownOf = (item: TimelineItem): Shown => ({ seq: item.seq, id: item.id, shown: JSON.stringify(item) });

/**
 * One message in a room where nobody else speaks, while Redis is away, to one reader on each node.
 * @returns after how many milliseconds all had it
 */
export async function loneMessage(work: Workload, recorder: Recorder): Promise<number | null> {
  const [sender] = work.quiet;
  if (!sender) return null;
  const id = work.quietRoom;
  const began = performance.now();
  const at = now();
  const receipt = await ask(sender.socket, 'message:send', {
    conversationId: id,
    clientId: crypto.randomUUID(),
    body: 'Is anybody here?',
  }).catch(() => null);
  const late = () =>
    work.quiet.filter(
      (client) => (client.follower.get(id)?.timeline?.position ?? 0) < (receipt?.seq ?? Infinity),
    );
  while (late().length > 0 && performance.now() - began < lonePatience) await sleep(10);
  const took = Math.round(performance.now() - began);
  const readers = work.quiet.map(({ person }) => person.id);
  recorder.add({ type: 'lone', at, conversation: id, seq: receipt?.seq ?? null, readers });
  return late().length === 0 ? took : null;
}
