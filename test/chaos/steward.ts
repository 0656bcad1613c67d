import { setTimeout as sleep } from 'node:timers/promises';
import { HomegroupError, type HttpClient } from '@homegroup/protocol';
import type { ChaosClient } from './chaos-client.js';
import type { Ended } from './checker/history.js';
import type { House, Person, Room } from './house.js';
import { takeSeat } from './open-rooms.js';
import type { Random } from './random.js';
import { now, type Recorder } from './recorder.js';

const reason = 'as the schedule says';
const text = 'A word to the person.';
const attempts = 5;

export interface Estate {
  house: House;
  recorder: Recorder;
  urls: readonly string[];
  admin: Person;
  supervisor: Person;
}

/** What befalls a person besides their own words: one thing at a time for each, so that the order is known. */
export class Steward {
  readonly done: Record<string, number> = {};
  private readonly busy = new Set<string>();
  /** Nothing is asked once more. */
  isOver = false;

  constructor(
    private readonly estate: Estate,
    private readonly random: Random,
  ) {}

  /** Does one thing to this person in this room and, most times, undoes it. Never rejects. */
  async befall(client: ChaosClient, room: Room, isOver: () => boolean): Promise<void> {
    const { person } = client;
    if (this.busy.has(person.id) || client.isAway) return;
    this.busy.add(person.id);
    const act = this.random.pick(this.acts);
    try {
      await this[act](client, room);
      this.done[act] = (this.done[act] ?? 0) + 1;
    } catch {
      // Refused, or nobody answered: what became of it is in the log.
    } finally {
      // Some stay out, so that what comes after is seen not to reach them.
      if (!isOver() || this.random.chance(0.5)) await this.bringBack(client, room).catch(() => undefined);
      this.busy.delete(person.id);
    }
  }

  private readonly acts = [
    'mute',
    'mute',
    'remove',
    'remove',
    'leave',
    'eject',
    'signOut',
    'disable',
    'takeDown',
  ] as const;

  private async mute({ person }: ChaosClient, room: Room): Promise<void> {
    const params = { id: room.conversationId };
    const until = () => new Date(Date.now() + this.random.between(800, 6000)).toISOString();
    await this.insist(room.counselor, (call) =>
      call('moderation.mute', { params, body: { personId: person.id, until: until(), reason, text } }),
    );
    this.estate.recorder.counts.mutes += 1;
    await this.pause();
    if (this.random.chance(0.5))
      await this.insist(room.counselor, (call) =>
        call('moderation.unmute', { params, body: { personId: person.id, reason } }),
      );
  }

  private async remove({ person }: ChaosClient, room: Room): Promise<void> {
    const params = { id: room.groupId, personId: person.id };
    await this.ending('removed', person, room, () =>
      this.insistOnEnd(this.estate.supervisor, (call) =>
        call('groups.endMembership', { params, body: { reason } }),
      ),
    );
    await this.pause();
  }

  private async leave({ person }: ChaosClient, room: Room): Promise<void> {
    const params = { id: room.groupId };
    await this.ending('left', person, room, () =>
      this.insistOnEnd(person, (call) => call('groups.leave', { params })),
    );
    await this.pause();
  }

  private async eject({ person }: ChaosClient, room: Room): Promise<void> {
    const params = { id: room.conversationId };
    const body = { personId: person.id, reason, text };
    await this.ending('ejected', person, room, () =>
      this.insistOnEnd(room.counselor, (call) => call('moderation.eject', { params, body })),
    );
    await this.pause();
  }

  private async signOut({ person }: ChaosClient): Promise<void> {
    await this.estate.house.signOut(this.anywhere(), person);
    await this.pause();
  }

  private async disable({ person }: ChaosClient): Promise<void> {
    const params = { id: person.id };
    await this.ending('disabled', person, null, () =>
      this.insist(this.estate.admin, (call) => call('people.disable', { params, body: { reason } })),
    );
    person.session = null;
    await this.pause();
  }

  /** Of whatever stands last on the counselor's side: removed with a tombstone. */
  private async takeDown(client: ChaosClient, room: Room): Promise<void> {
    const shown = client.follower.get(room.conversationId)?.timeline?.items ?? [];
    const last = shown.findLast((item) => item.type === 'message' && item.removed === null);
    if (!last) return;
    await this.insist(room.counselor, (call) =>
      call('moderation.remove', {
        params: { id: room.conversationId },
        body: { seq: last.seq, reason: 'not for this group', text },
      }),
    );
  }

  private async ending(
    how: Ended['how'],
    person: Person,
    room: Room | null,
    act: () => Promise<unknown>,
  ): Promise<void> {
    const askedAt = now();
    await act();
    const conversation = room?.conversationId ?? null;
    this.estate.recorder.add({
      type: 'ended',
      at: now(),
      askedAt,
      person: person.id,
      how,
      conversation,
      family: null,
    });
  }

  /** Whatever it takes that this person is here again, from whatever state they are in. */
  private async bringBack(client: ChaosClient, room: Room): Promise<void> {
    const { person } = client;
    const { house, supervisor, admin } = this.estate;
    const body = { reason };
    const tried = async (act: () => Promise<unknown>) => void (await act().catch(() => undefined));
    if (!person.session) {
      await tried(() =>
        this.insist(admin, (call) => call('people.enable', { params: { id: person.id }, body })),
      );
      await this.insist(person, async (_call, url) => house.signIn(url, person));
      void client.connect();
    }
    const params = { id: room.groupId, personId: person.id };
    const present = await this.insist(person, (call) => call('conversations.list'));
    if (!present.some((each) => each.id === room.conversationId && each.standing === 'active')) {
      await tried(() => this.insist(room.counselor, (call) => call('groups.reinstate', { params, body })));
      await tried(() =>
        this.insist(supervisor, (call) =>
          call('groups.invite', { params: { id: room.groupId }, body: { personId: person.id } }),
        ),
      );
      await tried(() => this.insist(person, (_call, url) => takeSeat(house, url, room, person)));
    }
    client.follow();
  }

  /** Asks for an end of membership: that there is none any more answers a repeated request just as well. */
  private async insistOnEnd(who: Person, act: (call: HttpClient) => Promise<unknown>): Promise<void> {
    let isRepeated = false;
    await this.insist(who, async (call) => {
      try {
        await act(call);
      } catch (error) {
        if (isRepeated && error instanceof HomegroupError && error.code === 'not_found') return;
        isRepeated = true;
        throw error;
      }
    });
  }

  private async insist<T>(who: Person, act: (call: HttpClient, url: string) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const url = this.anywhere();
      try {
        return await act(this.estate.house.call(url, who), url);
      } catch (error) {
        const isFinal = error instanceof HomegroupError && !error.retryable;
        if (isFinal || attempt >= attempts || this.isOver) throw error;
        await sleep(this.random.between(100, 500));
      }
    }
  }

  private anywhere(): string {
    return this.random.pick(this.estate.urls);
  }

  private pause(): Promise<void> {
    if (this.isOver) return Promise.resolve();
    return sleep(this.random.between(200, 3200));
  }
}
