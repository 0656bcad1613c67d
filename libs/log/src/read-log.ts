import { UnitOfWork, type Work } from '@homegroup/database';
import { foldEvents, HomegroupError, type Page, type Subscribed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { Keyring } from './keyring.js';
import type { LogRow } from './log-row.js';
import { personCards } from './person-cards.js';
import { type Place, placesOf, requireFollowable, requireReadable } from './standing.js';
import { changesOf, eventsAfter, itemsBefore, type StoredRow, type Stretch, toLogRow } from './stretch.js';
import { toWire } from './wire.js';

/** Items of the snapshot with which following begins. */
const snapshotItems = 50;
/** Above so many missed events a snapshot is shorter than the way there. */
const mostMissed = 500;

export interface Cursor {
  epoch: string;
  seq: number;
}

type Followed = Exclude<Subscribed, { mode: 'refused' }>;

/**
 * Reads one person's view of the log: only within their own intervals of membership, nothing behind a gate, and
 * every message as it stands now, so that what was removed never replays.
 */
@Injectable()
export class ReadLog {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly keyring: Keyring,
  ) {}

  /** A stretch of the past, newest `limit` items below `before`. @throws not_found, agreement_required */
  page(
    reader: { organizationId: string; personId: string },
    conversationId: string,
    stretch: { before?: number | undefined; limit: number },
  ): Promise<Page> {
    return this.unit.run(reader.organizationId, async (work) => {
      const places = await placesOf(work, reader.personId, [conversationId]);
      const place = requireReadable(places.get(conversationId));
      const before = Math.min(stretch.before ?? Number.POSITIVE_INFINITY, place.bound + 1);
      const pages = await this.pages(work, reader.personId, [{ place, before, limit: stretch.limit }]);
      return pages.get(conversationId) ?? { items: [], position: place.bound, earlier: null };
    });
  }

  /**
   * For each conversation everything after the cursor, or a snapshot where there is no cursor, another epoch, too
   * much between, or a stretch in which the reader was away. Refusals stand in the answer, one per conversation.
   */
  follow(
    reader: { organizationId: string; personId: string },
    wanted: ReadonlyArray<{ conversationId: string; after: Cursor | null }>,
  ): Promise<Subscribed[]> {
    return this.unit.run(reader.organizationId, async (work) => {
      const ids = wanted.map((each) => each.conversationId);
      const places = await placesOf(work, reader.personId, ids);
      const answers = new Map<string, Subscribed>();
      const resumed: Array<{ place: Place; after: number }> = [];
      const fresh: Place[] = [];
      for (const { conversationId, after } of wanted) {
        try {
          const place = requireFollowable(places.get(conversationId));
          if (after && continues(place, after)) resumed.push({ place, after: after.seq });
          else fresh.push(place);
        } catch (error) {
          if (!(error instanceof HomegroupError)) throw error;
          answers.set(conversationId, { conversationId, mode: 'refused', error: error.toBody() });
        }
      }
      for (const answer of await this.resume(work, reader.personId, resumed, fresh))
        answers.set(answer.conversationId, answer);
      for (const answer of await this.snapshots(work, reader.personId, fresh))
        answers.set(answer.conversationId, answer);
      return ids.flatMap((id) => answers.get(id) ?? []);
    });
  }

  /** Those with too much between are put into `fresh`. */
  private async resume(
    work: Work,
    personId: string,
    resumed: ReadonlyArray<{ place: Place; after: number }>,
    fresh: Place[],
  ): Promise<Followed[]> {
    const behind = resumed.filter(
      ({ place, after }) => place.head > after && place.head - after <= mostMissed,
    );
    const rows = await eventsAfter(
      work,
      personId,
      behind.map(({ place, after }) => ({ conversationId: place.conversationId, after, bound: place.bound })),
    );
    const opened = await this.open(work, rows);
    return resumed.flatMap(({ place, after }) => {
      if (place.head - after > mostMissed) {
        fresh.push(place);
        return [];
      }
      const { conversationId, epoch, head, moderator } = place;
      const events = (opened.get(conversationId) ?? []).map((row) => toWire(row, { personId, moderator }));
      return [{ conversationId, mode: 'events' as const, epoch, prev: after, position: head, events }];
    });
  }

  private async snapshots(work: Work, personId: string, places: readonly Place[]): Promise<Followed[]> {
    const pages = await this.pages(
      work,
      personId,
      places.map((place) => ({ place, before: place.bound + 1, limit: snapshotItems })),
    );
    return places.map((place) => ({
      conversationId: place.conversationId,
      mode: 'snapshot' as const,
      epoch: place.epoch,
      page: pages.get(place.conversationId) ?? { items: [], position: place.bound, earlier: null },
    }));
  }

  private async pages(
    work: Work,
    personId: string,
    wanted: ReadonlyArray<{ place: Place; before: number; limit: number }>,
  ): Promise<Map<string, Page>> {
    const stretches: Stretch[] = wanted.map(({ place, before, limit }) => ({
      conversationId: place.conversationId,
      before,
      bound: place.bound,
      // One more than asked tells whether there is more.
      limit: limit + 1,
    }));
    const found = await itemsBefore(work, personId, stretches);
    const kept: StoredRow[] = [];
    const earlier = new Map<string, number | null>();
    for (const { place, limit } of wanted) {
      const items = found.filter((row) => row.conversation_id === place.conversationId);
      const shown = items.length > limit ? items.slice(items.length - limit) : items;
      earlier.set(place.conversationId, items.length > limit ? (shown[0]?.seq ?? null) : null);
      kept.push(...shown);
    }
    const changes = await changesOf(work, personId, kept, stretches);
    const opened = await this.open(work, [...kept, ...changes]);
    return new Map(
      wanted.map(({ place }) => {
        const { conversationId, moderator, bound } = place;
        const rows = (opened.get(conversationId) ?? []).sort((a, b) => a.seq - b.seq);
        const events = rows.map((row) => toWire(row, { personId, moderator }));
        return [conversationId, foldEvents(events, bound, earlier.get(conversationId) ?? null)];
      }),
    );
  }

  private async open(work: Work, rows: readonly StoredRow[]): Promise<Map<string, LogRow[]>> {
    const { organizationId } = work;
    const joined = rows.flatMap((row) =>
      row.kind === 'member:joined' && row.subject_id ? [row.subject_id] : [],
    );
    const cards = await personCards(work, [...new Set(joined)]);
    const opened = await Promise.all(
      rows.map(async (row) => {
        const text =
          row.body && !row.removed
            ? await this.keyring.openBody(organizationId, row.conversation_id, row.body_of, row.body, work)
            : null;
        return toLogRow(row, text, row.subject_id ? (cards.get(row.subject_id) ?? null) : null);
      }),
    );
    const byConversation = new Map<string, LogRow[]>();
    for (const row of opened)
      byConversation.set(row.conversationId, [...(byConversation.get(row.conversationId) ?? []), row]);
    return byConversation;
  }
}

/** Whether events alone lead from the cursor to the present: same epoch, and the reader was there all the time. */
const continues = (place: Place, after: Cursor): boolean =>
  after.epoch === place.epoch &&
  after.seq <= place.head &&
  after.seq + 1 >= (place.current?.from ?? Number.POSITIVE_INFINITY);
