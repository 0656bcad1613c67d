import type { Dump, Entry, Held, History, LoggedEvent } from '../checker/history.js';

export const room = 'room';
export const event = (seq: number, given: Partial<LoggedEvent> = {}): LoggedEvent => ({
  conversation: room,
  seq,
  id: `id${seq}`,
  kind: 'message:sent',
  author: null,
  subject: null,
  clientId: null,
  target: null,
  at: seq * 1000,
  ...given,
});

/**
 * Ana and Ben join (1, 2); Ana speaks (3), and again after no answer came (4, retried); Ben is muted (5) and removed
 * (6); Ana speaks (7) after that, while Redis is away, and Ben signs out; a node is killed. Everything is as promised.
 */
export function goodHistory(): History {
  const events: LoggedEvent[] = [
    event(1, { kind: 'member:joined', subject: 'ana' }),
    event(2, { kind: 'member:joined', subject: 'ben' }),
    event(3, { author: 'ana', clientId: 'first' }),
    event(4, { author: 'ana', clientId: 'second' }),
    event(5, { kind: 'member:muted', subject: 'ben' }),
    event(6, { kind: 'member:left', subject: 'ben' }),
    event(7, { author: 'ana', clientId: 'third' }),
  ];
  const dump: Dump = {
    heads: [{ conversation: room, head: 7 }],
    events,
    members: [
      { conversation: room, person: 'ana', from: 1, to: null },
      { conversation: room, person: 'ben', from: 2, to: 6 },
    ],
    mutes: [{ conversation: room, person: 'ben', from: 5, until: 60_000, liftedAt: null }],
  };
  const shown = (seq: number) => ({ seq, id: `id${seq}`, shown: `item ${seq}` });
  const held: Held[] = [
    {
      person: 'ana',
      conversation: room,
      position: 7,
      earlier: null,
      items: [1, 2, 3, 4, 6, 7].map(shown),
      fresh: [1, 2, 3, 4, 6, 7].map(shown),
    },
    {
      person: 'ben',
      conversation: room,
      position: 5,
      earlier: null,
      items: [2, 3].map(shown),
      fresh: [2, 3, 4].map(shown),
    },
  ];
  return { entries: goodEntries(), held, dump };
}

const opened = (at: number, person: string): Entry => ({
  type: 'opened',
  at,
  socket: `${person}#1`,
  person,
  family: `${person}'s phone`,
  node: 0,
});

export const pushed = (at: number, person: string, ...seqs: number[]): Entry => ({
  type: 'received',
  at,
  askedAt: null,
  socket: `${person}#1`,
  person,
  conversation: room,
  by: 'push',
  entries: seqs.map((seq) => ({ seq, id: `id${seq}` })),
});

export const asked = (at: number, op: number, clientId: string, content = clientId): Entry => ({
  type: 'asked',
  at,
  op,
  person: 'ana',
  socket: 'ana#1',
  conversation: room,
  clientId,
  content,
});
export const acknowledged = (at: number, op: number, seq: number): Entry => ({
  type: 'answered',
  at,
  op,
  outcome: 'ok',
  seq,
  id: `id${seq}`,
});

const goodEntries = (): Entry[] => [
  opened(100, 'ana'),
  opened(200, 'ben'),
  asked(2900, 1, 'first'),
  acknowledged(3010, 1, 3),
  pushed(3020, 'ana', 3),
  pushed(3020, 'ben', 3),
  asked(3900, 2, 'second'),
  { type: 'answered', at: 3990, op: 2, outcome: 'info' },
  asked(4050, 3, 'second'),
  acknowledged(4100, 3, 4),
  pushed(4110, 'ana', 4, 5),
  pushed(4110, 'ben', 4),
  {
    type: 'ended',
    at: 6050,
    askedAt: 5950,
    person: 'ben',
    how: 'removed',
    conversation: room,
    family: null,
  },
  asked(6900, 4, 'third'),
  acknowledged(7010, 4, 7),
  pushed(7020, 'ana', 6, 7),
  { type: 'lone', at: 6900, conversation: room, seq: 7, readers: ['ana'] },
  {
    type: 'told',
    at: 7100,
    socket: 'ben#1',
    person: 'ben',
    event: 'conversation:closed',
    conversations: [room],
  },
  { type: 'present', at: 8000, askedAt: 7990, conversation: room, persons: ['ana', 'ben'] },
  {
    type: 'ended',
    at: 9000,
    askedAt: 8900,
    person: 'ben',
    how: 'signed-out',
    conversation: null,
    family: "ben's phone",
  },
  { type: 'told', at: 9100, socket: 'ben#1', person: 'ben', event: 'session:ended', conversations: [] },
  { type: 'exited', at: 9150, node: 1, how: 'SIGKILL', killed: true },
  { type: 'away', at: 9200, until: 40_000, person: 'ben' },
  { type: 'present', at: 30_000, askedAt: 29_990, conversation: room, persons: ['ana'] },
];
