import { HeadsWatch, Pump } from '@homegroup/log';
import { heartbeat, Presence } from '@homegroup/presence';
import type { PresenceState } from '@homegroup/protocol';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Connections } from './connections.js';
import type { LiveSocket } from './live-socket.js';
import { SocketBroadcaster } from './socket-broadcaster.js';

/** Changes of one place within this time go out as one, in milliseconds. */
const settleTime = 50;
const watchEvery = 1000;
const separator = ':';

/** Presence per conversation, told to those who follow it here and are entitled now. */
@Injectable()
export class PresenceDesk implements OnModuleInit, OnApplicationShutdown {
  private readonly entered = new Map<string, Set<string>>();
  private readonly settling = new Map<string, NodeJS.Timeout>();
  private readonly timers: NodeJS.Timeout[] = [];
  private stopped = false;

  constructor(
    private readonly presence: Presence,
    private readonly pump: Pump,
    private readonly headsWatch: HeadsWatch,
    private readonly connections: Connections,
    private readonly broadcaster: SocketBroadcaster,
  ) {}

  onModuleInit(): void {
    this.presence.onChange((place) => this.changed(place));
    this.broadcaster.onClosed((connectionId, conversationId) => {
      const actor = this.connections.actorOf(connectionId);
      if (actor)
        void this.leavePlace(actor.personId, connectionId, placeOf(actor.organizationId, conversationId));
    });
    this.timers.push(
      setInterval(() => void this.presence.renew(), heartbeat),
      setInterval(() => this.presence.watch(this.followedPlaces()), watchEvery),
    );
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    for (const timer of [...this.timers, ...this.settling.values()]) clearInterval(timer);
  }

  async enter(socket: LiveSocket, conversationId: string): Promise<PresenceState> {
    const { organizationId, personId } = socket.data.actor;
    const place = placeOf(organizationId, conversationId);
    // Gone while it was asked whether it may.
    if (!this.connections.get(socket.id)) return { conversationId, state: 'unknown', present: [] };
    this.entered.set(socket.id, (this.entered.get(socket.id) ?? new Set()).add(place));
    await this.presence.enter(place, personId, socket.id);
    return this.stateOf(organizationId, conversationId);
  }

  async leave(socket: LiveSocket, conversationId: string): Promise<void> {
    const { organizationId, personId } = socket.data.actor;
    await this.leavePlace(personId, socket.id, placeOf(organizationId, conversationId));
  }

  async leaveAll(socket: LiveSocket): Promise<void> {
    for (const place of this.entered.get(socket.id) ?? [])
      await this.leavePlace(socket.data.actor.personId, socket.id, place);
    this.entered.delete(socket.id);
  }

  async states(organizationId: string, conversationIds: readonly string[]): Promise<PresenceState[]> {
    const places = conversationIds.map((id) => placeOf(organizationId, id));
    const found = await this.presence.present(places);
    return conversationIds.map((conversationId) => ({
      conversationId,
      ...(found.get(placeOf(organizationId, conversationId)) ?? { state: 'unknown', present: [] }),
    }));
  }

  private async stateOf(organizationId: string, conversationId: string): Promise<PresenceState> {
    const [state] = await this.states(organizationId, [conversationId]);
    return state ?? { conversationId, state: 'unknown', present: [] };
  }

  private async leavePlace(personId: string, connectionId: string, place: string): Promise<void> {
    if (!this.entered.get(connectionId)?.delete(place)) return;
    await this.presence.leave(place, personId, connectionId);
  }

  private changed(place: string, after = settleTime): void {
    if (this.settling.has(place)) return;
    this.settling.set(
      place,
      setTimeout(() => {
        this.settling.delete(place);
        void this.tell(place);
      }, after),
    );
  }

  private async tell(place: string): Promise<void> {
    const [organizationId = '', conversationId = ''] = place.split(separator);
    if (this.pump.followers(organizationId, conversationId)?.length === 0) return;
    const state = await this.stateOf(organizationId, conversationId);
    const followers = this.pump.followers(organizationId, conversationId);
    // While it is not known who may hear it, it waits: it is the newest state that is told then.
    if (followers === null || !this.headsWatch.isFresh(organizationId)) {
      if (!this.stopped) this.changed(place, watchEvery);
      return;
    }
    const ids = followers.map((each) => each.id);
    this.broadcaster.emit(ids, 'presence:changed', state);
  }

  private followedPlaces(): string[] {
    const organizations = new Set(this.connections.all().map((socket) => socket.data.actor.organizationId));
    return [...organizations].flatMap((organizationId) =>
      this.pump.followed(organizationId).map((id) => placeOf(organizationId, id)),
    );
  }
}

const placeOf = (organizationId: string, conversationId: string): string =>
  `${organizationId}${separator}${conversationId}`;
