/**
 * How long a connection counts as present after its last renewal, in milliseconds. Together with the time in which
 * another node finds it run out this stays below the fifteen seconds within which a killed node's people are gone.
 */
export const lease = 12_000;
/** How often a node renews its leases: two may be lost. */
export const heartbeat = 4000;

export interface Presences {
  /** `unknown` while it cannot be asked: that is not "away". */
  state: 'known' | 'unknown';
  /** Each person once, however many connections they have. */
  present: string[];
}

/**
 * Who is where, by leases and not by counting: one lease per place and connection, renewed by its node. A person is
 * present as long as one of their leases is; a killed node's leases run out by themselves within `lease`.
 * Nothing here throws: what cannot be reached is `unknown`. A place is named `organization:whatever`; between nodes an
 * organization's changes are told to those nodes alone where somebody of it is present or looks.
 */
export abstract class Presence {
  abstract enter(place: string, personId: string, connectionId: string): Promise<void>;
  abstract leave(place: string, personId: string, connectionId: string): Promise<void>;
  /** Renews every lease that was taken through this node. */
  abstract renew(): Promise<void>;
  /** The answer holds every place that was asked for. */
  abstract present(places: readonly string[]): Promise<Map<string, Presences>>;
  /**
   * Calls back when who is present in a place may have changed, on any node, and once a place's organization is
   * listened to that was not before. @returns how to stop listening.
   */
  abstract onChange(listener: (place: string) => void): () => void;
  /** Places that somebody here looks at: changes in them are found even when no word of them arrives. */
  abstract watch(places: readonly string[]): void;
  abstract close(): Promise<void>;
}
