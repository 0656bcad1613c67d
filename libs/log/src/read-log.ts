import { Gathering, UnitOfWork, type Work } from '@homegroup/database';
import { foldEvents, HomegroupError, type Page, type Subscribed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { ConversationUnknown, Keyring } from './keyring.js';
import type { LogRow } from './log-row.js';
import { looksFor } from './looks.js';
import { personCards } from './person-cards.js';
import { type Place, placesOf, placesOfAll, requireFollowable, requireReadable } from './standing.js';
import { changesOf, eventsAfter, itemsBefore, type StoredRow, toLogRow } from './stretch.js';
import { toWire, wireForEach } from './wire.js';

/** Items of the snapshot with which following begins. */
const snapshotItems = 50;
/** Above so many missed events a snapshot is shorter than the way there. */
const mostMissed = 500;
/** Who are answered in one reading, which others of their organization wait for. */
const mostReaders = 24;

export interface Cursor {
  epoch: string;
  seq: number;
}

type Followed = Exclude<Subscribed, { mode: 'refused' }>;

interface Reader {
  organizationId: string;
  personId: string;
}

interface Wanted {
  conversationId: string;
  after: Cursor | null;
}

interface Ask extends Reader {
  wanted: readonly Wanted[];
}

/** What the `ask`-th of the asks wants of one conversation. */
interface Sought {
  ask: number;
  personId: string;
  place: Place;
}

/**
 * Reads one person's view of the log: only within their own intervals of membership, nothing behind a gate, and
 * every message as it stands now, so that what was removed never replays.
 */
@Injectable()
export class ReadLog {
  private readonly gathering = new Gathering<Ask, Subscribed[]>(
    (organizationId, asks) => this.unit.lookUp(organizationId, (work) => this.answerAll(work, asks)),
    mostReaders,
  );

  constructor(
    private readonly unit: UnitOfWork,
    private readonly keyring: Keyring,
  ) {}

  /** A stretch of the past, newest `limit` items below `before`. @throws not_found, agreement_required */
  page(
    reader: Reader,
    conversationId: string,
    stretch: { before?: number | undefined; limit: number },
  ): Promise<Page> {
    const { personId } = reader;
    return this.unit.lookUp(reader.organizationId, async (work) => {
      const places = await placesOf(work, personId, [conversationId]);
      const place = requireReadable(places.get(conversationId));
      const before = Math.min(stretch.before ?? Number.POSITIVE_INFINITY, place.bound + 1);
      const [page] = await this.pages(work, [{ personId, place, before, limit: stretch.limit }]);
      return page ?? { items: [], position: place.bound, earlier: null };
    });
  }

  /**
   * For each conversation everything after the cursor, or a snapshot where there is no cursor, another epoch, too
   * much between, or a stretch in which the reader was away. Refusals stand in the answer, one per conversation.
   * Readers who ask at the same time are answered together.
   */
  follow(reader: Reader, wanted: readonly Wanted[]): Promise<Subscribed[]> {
    const { organizationId, personId } = reader;
    return this.gathering.ask({ organizationId, personId, wanted });
  }

  private async answerAll(work: Work, asks: readonly Ask[]): Promise<Subscribed[][]> {
    const places = await placesOfAll(
      work,
      asks.map(({ personId, wanted }) => ({
        personId,
        conversationIds: wanted.map((each) => each.conversationId),
      })),
    );
    const answers = asks.map(() => new Map<string, Subscribed>());
    const resumed: Array<Sought & { after: number }> = [];
    const fresh: Sought[] = [];
    for (const [ask, { personId, wanted }] of asks.entries())
      for (const { conversationId, after } of wanted) {
        try {
          const place = requireFollowable(places[ask]?.get(conversationId));
          const distance = after && continues(place, after) ? place.head - after.seq : null;
          if (after && distance !== null && distance <= mostMissed)
            resumed.push({ ask, personId, place, after: after.seq });
          else fresh.push({ ask, personId, place });
        } catch (error) {
          if (!(error instanceof HomegroupError)) throw error;
          answers[ask]?.set(conversationId, { conversationId, mode: 'refused', error: error.toBody() });
        }
      }
    const found = [...(await this.resume(work, resumed)), ...(await this.snapshots(work, fresh))];
    for (const { ask, answer } of found) answers[ask]?.set(answer.conversationId, answer);
    return asks.map(({ wanted }, ask) =>
      wanted.flatMap(({ conversationId }) => answers[ask]?.get(conversationId) ?? []),
    );
  }

  private async resume(
    work: Work,
    resumed: ReadonlyArray<Sought & { after: number }>,
  ): Promise<Array<{ ask: number; answer: Followed }>> {
    const behind = resumed.filter(({ place, after }) => place.head > after);
    const looks = looksFor(behind, (index) => ({ after: behind[index]?.after ?? 0 }));
    const opened = await this.open(work, await eventsAfter(work, looks.views));
    const rows = new Map(behind.map((sought, index) => [sought, opened.get(looks.of[index] ?? 0)]));
    return resumed.map((sought) => {
      const { ask, personId, place, after } = sought;
      const { conversationId, epoch, head, moderator } = place;
      const events = (rows.get(sought) ?? []).map((row) => toWire(row, { personId, moderator }));
      return {
        ask,
        answer: { conversationId, mode: 'events', epoch, prev: after, position: head, events },
      };
    });
  }

  private async snapshots(
    work: Work,
    fresh: readonly Sought[],
  ): Promise<Array<{ ask: number; answer: Followed }>> {
    const pages = await this.pages(
      work,
      fresh.map((each) => ({ ...each, before: each.place.bound + 1, limit: snapshotItems })),
    );
    return fresh.map(({ ask, place }, at) => ({
      ask,
      answer: {
        conversationId: place.conversationId,
        mode: 'snapshot',
        epoch: place.epoch,
        page: pages[at] ?? { items: [], position: place.bound, earlier: null },
      },
    }));
  }

  /** One page for each that is wanted, in their order. */
  private async pages(
    work: Work,
    wanted: ReadonlyArray<{ personId: string; place: Place; before: number; limit: number }>,
  ): Promise<Page[]> {
    // One more than asked tells whether there is more.
    const looks = looksFor(wanted, (index) => ({
      before: wanted[index]?.before ?? 0,
      limit: (wanted[index]?.limit ?? 0) + 1,
    }));
    const found = byView(await itemsBefore(work, looks.views));
    const kept = looks.views.flatMap(({ limit }, view) => found.get(view)?.slice(1 - limit) ?? []);
    const opened = await this.open(work, [...kept, ...(await changesOf(work, kept, looks.views))]);
    for (const rows of opened.values()) rows.sort((a, b) => a.seq - b.seq);
    const written = new Map([...opened].map(([view, rows]) => [view, wireForEach(rows)]));
    return wanted.map(({ personId, place, limit }, index) => {
      const { moderator, bound, beginnings } = place;
      const view = looks.of[index] ?? 0;
      const known = ({ seq }: { seq: number }) => seq >= (beginnings[0] ?? 0);
      const items = (found.get(view) ?? []).filter(known);
      const earlier = items.length > limit ? (items.at(-limit)?.seq ?? null) : null;
      const events = written.get(view)?.({ personId, moderator }).filter(known) ?? [];
      return foldEvents(events, bound, earlier);
    });
  }

  /** By view. Words that several readers are shown are opened once. */
  private async open(work: Work, rows: readonly StoredRow[]): Promise<Map<number, LogRow[]>> {
    const joined = rows.flatMap((row) =>
      row.kind === 'member:joined' && row.subject_id ? [row.subject_id] : [],
    );
    const cards = await personCards(work, [...new Set(joined)]);
    const shown = rows.filter(({ removed, body }) => body && !removed);
    const keys = await this.keyring.ofAll(
      work,
      shown.map((row) => row.conversation_id),
    );
    const words = new Map<string, string>();
    const wordsOf = ({ removed, body, body_of, conversation_id }: StoredRow) => {
      if (removed || !body) return null;
      const key = keys.get(conversation_id);
      if (!key) throw new ConversationUnknown();
      const opened = words.get(body_of) ?? key.open(body_of, body);
      words.set(body_of, opened);
      return opened;
    };
    const opened = new Map<number, LogRow[]>();
    for (const [view, ofView] of byView(rows))
      opened.set(
        view,
        ofView.map((row) =>
          toLogRow(row, wordsOf(row), row.subject_id ? (cards.get(row.subject_id) ?? null) : null),
        ),
      );
    return opened;
  }
}

function byView(rows: readonly StoredRow[]): Map<number, StoredRow[]> {
  const views = new Map<number, StoredRow[]>();
  for (const row of rows) {
    const known = views.get(row.view);
    if (known) known.push(row);
    else views.set(row.view, [row]);
  }
  return views;
}

/** Whether events alone lead from the cursor to the present: same epoch, and the reader was there all the time. */
const continues = (place: Place, after: Cursor): boolean =>
  after.epoch === place.epoch &&
  after.seq <= place.head &&
  after.seq + 1 >= (place.current?.from ?? Number.POSITIVE_INFINITY);
