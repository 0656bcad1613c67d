import { keptAs, type Work } from '@homegroup/database';
import { HomegroupError } from '@homegroup/protocol';
import { sql } from 'kysely';

interface Interval {
  from: number;
  /** Null while it lasts. */
  to: number | null;
  gated: boolean;
  moderator: boolean;
  expired: boolean;
}

/** One person's place in one conversation, of one moment. */
export interface Place {
  conversationId: string;
  epoch: string;
  head: number;
  /** The interval that lasts, if one does. */
  current: Interval | null;
  /** The last number this person may know of. */
  bound: number;
  /** Where the intervals begin, rising. */
  beginnings: number[];
  moderator: boolean;
}

/** The places of one person in these conversations; those of another tenant, or never entered, are missing. */
export async function placesOf(
  work: Work,
  personId: string,
  conversationIds: readonly string[],
): Promise<Map<string, Place>> {
  const [places] = await placesOfAll(work, [{ personId, conversationIds }]);
  return places ?? new Map<string, Place>();
}

/** The same for several people at once, in their order. */
export async function placesOfAll(
  work: Work,
  asks: ReadonlyArray<{ personId: string; conversationIds: readonly string[] }>,
): Promise<Array<Map<string, Place>>> {
  const wanted = asks.flatMap(({ personId, conversationIds }, ask) =>
    conversationIds.map((conversationId) => ({ ask, personId, conversationId })),
  );
  const { rows } = await sql<{
    ask: number;
    id: string;
    head: number;
    epoch: string;
    intervals: Interval[];
  }>`${keptAs(work, 'places-of')}
    select w.ask, c.id, c.head, o.log_epoch as epoch, json_agg(json_build_object(
        'from', m.from_seq, 'to', m.to_seq, 'gated', m.gated_from_version is not null and m.to_seq is null,
        'moderator', m.moderator, 'expired', coalesce(m.expires_at <= now(), false)) order by m.from_seq) as intervals
    from unnest(${wanted.map((each) => each.ask)}::int[], ${wanted.map((each) => each.personId)}::uuid[],
      ${wanted.map((each) => each.conversationId)}::uuid[]) as w (ask, person, conversation)
    join conversation c on c.id = w.conversation
    join organization o on o.id = c.organization_id
    join conversation_member m on m.conversation_id = c.id and m.person_id = w.person
    group by w.ask, c.id, c.head, o.log_epoch`.execute(work.db);
  const found = asks.map(() => new Map<string, Place>());
  for (const row of rows) found[row.ask]?.set(row.id, toPlace(row));
  return found;
}

function toPlace(row: { id: string; head: number; epoch: string; intervals: Interval[] }): Place {
  const last = row.intervals.at(-1);
  const current = last && last.to === null ? last : null;
  return {
    conversationId: row.id,
    epoch: row.epoch,
    head: row.head,
    current,
    bound: current ? row.head : (last?.to ?? 1) - 1,
    beginnings: row.intervals.map((interval) => interval.from),
    moderator: current?.moderator ?? false,
  };
}

/** May read what was, also after leaving. @throws not_found, agreement_required */
export function requireReadable(place: Place | undefined): Place {
  if (!place) throw new HomegroupError('not_found', 'There is no such conversation.');
  if (place.current?.gated)
    throw new HomegroupError('agreement_required', 'Read and accept the group agreement first.');
  return place;
}

/** May follow what comes. @throws not_found, agreement_required, membership_ended */
export function requireFollowable(place: Place | undefined): Place {
  const readable = requireReadable(place);
  if (!readable.current || readable.current.expired)
    throw new HomegroupError('membership_ended', 'Your time in this conversation has ended.');
  return readable;
}
