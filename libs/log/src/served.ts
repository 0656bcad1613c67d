import type { Channel, Subscription } from './channel.js';

/** Everything of one organization that this node serves; its news is read by one loop, so each conversation is serial. */
export interface Served {
  channels: Map<string, Channel>;
  dirty: Set<string>;
  reading: boolean;
  epoch: string | null;
}

export const nothingServed = (): Served => ({
  channels: new Map(),
  dirty: new Set(),
  reading: false,
  epoch: null,
});

/** How many conversations have news that was not read yet. */
export const depthOf = (organizations: ReadonlyMap<string, Served>): number =>
  [...organizations.values()].reduce((sum, { dirty }) => sum + dirty.size, 0);

/** What a head comparison found. */
export interface Head {
  conversationId: string;
  head: number;
  version: number;
}

/** A subscription that has begun and waits for its reader's past. */
export interface Opening {
  channel: Channel;
  subscription: Subscription;
  /** Where delivery stood when it began; null when nobody followed here yet. */
  floor: number | null;
  /** When it began, in milliseconds of this process's clock. */
  at: number;
}
