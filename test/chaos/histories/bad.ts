import type { Entry, History, Invariant, LoggedEvent } from '../checker/history.js';
import { acknowledged, asked, event, goodHistory, pushed, room } from './good.js';

interface Bad {
  why: string;
  breaks: Invariant;
  history: () => History;
}

const withEntries = (...more: Entry[]): History => {
  const good = goodHistory();
  return { ...good, entries: [...good.entries, ...more].sort((a, b) => a.at - b.at) };
};
const withEvents = (change: (events: LoggedEvent[]) => LoggedEvent[], head = 7): History => {
  const good = goodHistory();
  return {
    ...good,
    dump: { ...good.dump, events: change([...good.dump.events]), heads: [{ conversation: room, head }] },
  };
};
const withHeld = (change: Partial<History['held'][number]>): History => {
  const good = goodHistory();
  return { ...good, held: good.held.map((each) => (each.person === 'ana' ? { ...each, ...change } : each)) };
};

/** Each is the good history with one thing in it that must not be. */
export const badHistories: Bad[] = [
  {
    why: 'an acknowledged message is not in the log',
    breaks: 'I1',
    history: () => withEntries(asked(9000, 9, 'lost'), acknowledged(9010, 9, 8)),
  },
  {
    why: 'an acknowledged message stands at another number',
    breaks: 'I1',
    history: () => withEvents((all) => all.map((each) => (each.seq === 3 ? { ...each, id: 'other' } : each))),
  },
  {
    why: 'a retry was appended once more',
    breaks: 'I2',
    history: () => withEvents((all) => [...all, event(8, { author: 'ana', clientId: 'second' })], 8),
  },
  {
    why: 'a retry got another receipt',
    breaks: 'I2',
    history: () => withEntries(asked(9000, 9, 'third'), acknowledged(9010, 9, 4)),
  },
  {
    why: 'other words were acknowledged under the same identifier',
    breaks: 'I2',
    history: () => withEntries(asked(9000, 9, 'third', 'other words'), acknowledged(9010, 9, 7)),
  },
  {
    why: 'a screen shows a message twice',
    breaks: 'I2',
    history: () =>
      withHeld({
        items: [...goodHistory().held[0]!.items, { seq: 8, id: 'id7', shown: 'item 7' }],
      }),
  },
  {
    why: 'the log has a gap',
    breaks: 'I3',
    history: () => withEvents((all) => [...all, event(9)], 9),
  },
  {
    why: 'two people were told different entries under one number',
    breaks: 'I3',
    history: () =>
      withEntries({
        ...(pushed(7030, 'ana', 7) as Extract<Entry, { type: 'received' }>),
        socket: 'ana#2',
        entries: [{ seq: 7, id: 'id4' }],
      }),
  },
  {
    why: 'a connection was pushed an older number after a newer one',
    breaks: 'I3',
    history: () => withEntries(pushed(7030, 'ana', 4)),
  },
  {
    why: 'a member misses a message in the middle',
    breaks: 'I4',
    history: () =>
      withHeld({ items: goodHistory().held[0]!.items.filter((item) => item.seq !== 4), fresh: null }),
  },
  {
    why: 'a member stands behind the head',
    breaks: 'I4',
    history: () => withHeld({ position: 6 }),
  },
  {
    why: 'somebody who was removed cannot read all of what came before',
    breaks: 'I4',
    history: () => {
      const good = goodHistory();
      const fresh = [{ seq: 2, id: 'id2', shown: 'item 2' }];
      return { ...good, held: good.held.map((each) => (each.person === 'ben' ? { ...each, fresh } : each)) };
    },
  },
  {
    why: 'a screen shows a message otherwise than a fresh reading does',
    breaks: 'I4',
    history: () =>
      withHeld({
        fresh: goodHistory().held[0]!.items.map((item) =>
          item.seq === 3 ? { ...item, shown: 'removed' } : item,
        ),
      }),
  },
  {
    why: 'a number after the removal was pushed',
    breaks: 'I5',
    history: () => withEntries(pushed(7020, 'ben', 7)),
  },
  {
    why: 'a number before joining stood in a snapshot',
    breaks: 'I5',
    history: () =>
      withEntries({
        ...(pushed(2100, 'ben', 1) as Extract<Entry, { type: 'received' }>),
        askedAt: 2050,
        by: 'snapshot',
      }),
  },
  {
    why: 'presence was pushed three seconds after the removal',
    breaks: 'I6',
    history: () =>
      withEntries({
        type: 'told',
        at: 9050,
        socket: 'ben#1',
        person: 'ben',
        event: 'presence:changed',
        conversations: [room],
      }),
  },
  {
    why: 'a resume was granted after the removal',
    breaks: 'I6',
    history: () =>
      withEntries({
        ...(pushed(6200, 'ben', 4) as Extract<Entry, { type: 'received' }>),
        askedAt: 6100,
        by: 'resume',
      }),
  },
  {
    why: 'something was pushed three seconds after the log-out',
    breaks: 'I6',
    history: () =>
      withEntries({
        type: 'told',
        at: 12_000,
        socket: 'ben#1',
        person: 'ben',
        event: 'conversations:changed',
        conversations: [],
      }),
  },
  {
    why: 'a request was served after the log-out',
    breaks: 'I6',
    history: () =>
      withEntries({ type: 'served', at: 9060, askedAt: 9020, person: 'ben', family: "ben's phone" }),
  },
  {
    why: 'a muted person was heard',
    breaks: 'I7',
    history: () => {
      const history = withEvents((all) => [...all, event(8, { author: 'ben', clientId: 'muted' })], 8);
      const members = history.dump.members.map((each) => ({ ...each, to: null }));
      return { ...history, held: [], dump: { ...history.dump, members } };
    },
  },
  {
    why: 'a removed person was heard',
    breaks: 'I7',
    history: () =>
      withEvents((all) => [...all, event(8, { author: 'ben', clientId: 'gone', at: 70_000 })], 8),
  },
  {
    why: 'a lone message reached nobody on another node while Redis was away',
    breaks: 'I8',
    history: () =>
      withEntries({ type: 'lone', at: 6900, conversation: room, seq: 7, readers: ['ana', 'cleo'] }),
  },
  {
    why: 'a lone message came too late while Redis was away',
    breaks: 'I8',
    history: () => withEntries({ type: 'lone', at: 4000, conversation: room, seq: 7, readers: ['ana'] }),
  },
  {
    why: 'a lone message was not acknowledged while Redis was away',
    breaks: 'I8',
    history: () => withEntries({ type: 'lone', at: 9000, conversation: room, seq: null, readers: [] }),
  },
  {
    why: 'a server process ended by itself',
    breaks: 'I9',
    history: () => withEntries({ type: 'exited', at: 9000, node: 2, how: '1', killed: false }),
  },
  {
    why: 'a person without a connection is present after twenty seconds',
    breaks: 'I10',
    history: () =>
      withEntries({ type: 'present', at: 29_100, askedAt: 29_000, conversation: room, persons: ['ben'] }),
  },
];
