import { Broadcaster } from '@homegroup/log';
import type { LogEvent, ServerEventName, ServerEventPayload } from '@homegroup/protocol';

/** What went wrong; all zero when the promise held. */
export interface Faults {
  lost: number;
  doubled: number;
  misordered: number;
  /** Events that reached somebody who is no member of that room. */
  overheard: number;
  /** Members whose following was ended though nobody was removed. */
  letGo: number;
}

interface Seat {
  room: number;
  conversationId: string;
  stranger: boolean;
  /** Everything up to here arrived or is in `missing`. */
  last: number;
  missing: Set<number> | null;
}

/** First arrival of a message on this node, in milliseconds since 1970. */
export type Arrival = [room: number, seq: number, at: number];

export const clock = (): number => performance.timeOrigin + performance.now();

/** Instead of sockets: members who count what they are sent, and check that each number follows the one before. */
export class GeneratedMembers extends Broadcaster {
  readonly faults: Faults = { lost: 0, doubled: 0, misordered: 0, overheard: 0, letGo: 0 };
  deliveries = 0;
  /** Strangers who were sent away. */
  sentAway = 0;
  arrivals: Arrival[] = [];
  private readonly seats: Seat[] = [];
  private readonly reached = new Map<number, number>();

  /** @returns the identifier of the connection. */
  seat(room: number, conversationId: string, options: { stranger: boolean }): string {
    this.seats.push({ room, conversationId, stranger: options.stranger, last: 0, missing: null });
    return String(this.seats.length - 1);
  }

  override emit<N extends ServerEventName>(
    subscriberIds: readonly string[],
    event: N,
    payload: ServerEventPayload<N>,
  ): void {
    if (event === 'log:events') this.hear(subscriberIds, payload as ServerEventPayload<'log:events'>);
    if (event !== 'conversation:closed') return;
    for (const id of subscriberIds)
      if (this.seats[Number(id)]?.stranger) this.sentAway += 1;
      else this.faults.letGo += 1;
  }

  override reset(): void {
    this.faults.letGo += this.seats.length;
  }

  /** Counts anew; what each holds stays. */
  begin(): void {
    this.deliveries = 0;
    this.arrivals = [];
  }

  /** Whether every seat of this node holds all that was written, by room. */
  hold(heads: ReadonlyMap<number, number>): boolean {
    return this.seats.every(
      ({ stranger, room, last, missing }) =>
        stranger || (last >= (heads.get(room) ?? 0) && (missing?.size ?? 0) === 0),
    );
  }

  /** Counts as lost what did not arrive up to these heads. To be asked once, at the end. */
  reckon(heads: ReadonlyMap<number, number>): Faults {
    for (const { stranger, room, last, missing } of this.seats)
      if (!stranger) this.faults.lost += Math.max(0, (heads.get(room) ?? 0) - last) + (missing?.size ?? 0);
    return this.faults;
  }

  private hear(ids: readonly string[], { conversationId, events }: ServerEventPayload<'log:events'>): void {
    this.deliveries += ids.length * events.length;
    for (const id of ids) {
      const seat = this.seats[Number(id)];
      if (!seat || seat.stranger || seat.conversationId !== conversationId) {
        this.faults.overheard += events.length;
        continue;
      }
      for (const event of events) this.take(seat, event);
    }
  }

  private take(seat: Seat, { seq }: LogEvent): void {
    if (seq === seat.last + 1) seat.last = seq;
    else if (seq > seat.last) {
      seat.missing ??= new Set();
      for (let skipped = seat.last + 1; skipped < seq; skipped += 1) seat.missing.add(skipped);
      seat.last = seq;
    } else if (seat.missing?.delete(seq)) this.faults.misordered += 1;
    else this.faults.doubled += 1;
    if (seq <= (this.reached.get(seat.room) ?? 0)) return;
    this.reached.set(seat.room, seq);
    this.arrivals.push([seat.room, seq, clock()]);
  }
}
