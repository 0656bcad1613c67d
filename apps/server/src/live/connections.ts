import type { Actor } from '@homegroup/identity';
import { Metrics } from '@homegroup/metrics';
import { Injectable } from '@nestjs/common';
import type { LiveSocket } from './live-socket.js';

/** The open connections of this node. */
@Injectable()
export class Connections {
  private readonly byId = new Map<string, LiveSocket>();
  private readonly byPerson = new Map<string, Set<string>>();

  constructor(metrics: Metrics) {
    metrics.gauge('homegroup_connections', 'Open connections of clients', () => this.byId.size);
    metrics.gauge('homegroup_people_connected', 'People with a connection here', () => this.byPerson.size);
  }

  add(socket: LiveSocket): void {
    const { personId } = socket.data.actor;
    this.byId.set(socket.id, socket);
    this.byPerson.set(personId, (this.byPerson.get(personId) ?? new Set()).add(socket.id));
  }

  remove(socket: LiveSocket): void {
    const { personId } = socket.data.actor;
    this.byId.delete(socket.id);
    const left = this.byPerson.get(personId);
    left?.delete(socket.id);
    if (left?.size === 0) this.byPerson.delete(personId);
  }

  get(id: string): LiveSocket | undefined {
    return this.byId.get(id);
  }

  all(): LiveSocket[] {
    return [...this.byId.values()];
  }

  countOf(personId: string): number {
    return this.byPerson.get(personId)?.size ?? 0;
  }

  idsOf(personId: string): string[] {
    return [...(this.byPerson.get(personId) ?? [])];
  }

  of(organizationId: string): LiveSocket[] {
    return this.all().filter((socket) => socket.data.actor.organizationId === organizationId);
  }

  actorOf(id: string): Actor | undefined {
    return this.byId.get(id)?.data.actor;
  }
}
