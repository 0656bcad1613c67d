import type { Redis } from '@homegroup/redis';

/** A channel per organization, which a cluster spreads over its nodes: a node hears only of whom it serves. */
const channelOf = (organizationId: string): string => `homegroup:presence-bell:${organizationId}`;

/** Which organizations' changes this node listens to, on which channels they are told. */
export class Announcements {
  private readonly attended = new Set<string>();

  constructor(
    private readonly subscriber: Redis,
    private readonly told: {
      changed: (place: string) => void;
      /** From now on nothing of this organization is missed; what changed before may have been. */
      began: (organizationId: string) => void;
      failed: (error: Error) => void;
    },
  ) {}

  /** Listens to these and to no others. What fails is tried again by the next call. */
  attend(organizations: ReadonlySet<string>): void {
    for (const each of this.attended) if (!organizations.has(each)) this.end(each);
    for (const each of organizations) void this.begin(each);
  }

  /** Listens to this one as well. */
  async begin(organizationId: string): Promise<void> {
    if (this.attended.has(organizationId)) return;
    this.attended.add(organizationId);
    try {
      await this.subscriber.sSubscribe(channelOf(organizationId), this.told.changed);
    } catch (error) {
      this.attended.delete(organizationId);
      this.told.failed(error as Error);
      return;
    }
    if (this.attended.has(organizationId)) this.told.began(organizationId);
  }

  /** Tells the nodes that listen. */
  tell(publisher: Redis, place: string): Promise<unknown> {
    return publisher.sPublish(channelOf(organizationOf(place)), place);
  }

  private end(organizationId: string): void {
    this.attended.delete(organizationId);
    if (!this.subscriber.isOpen) return;
    this.subscriber
      .sUnsubscribe(channelOf(organizationId), this.told.changed)
      .catch((error: Error) => this.told.failed(error));
  }
}

/** A place is named `organization:whatever`. */
export const organizationOf = (place: string): string => place.split(':', 1)[0] ?? '';
