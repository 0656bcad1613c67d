import { Injectable } from '@nestjs/common';

const causes: ReadonlyArray<[RegExp, string]> = [
  [/^53100$/, 'disk_full'],
  [/^53200$/, 'out_of_memory'],
  [/^53300$/, 'too_many_connections'],
  [/^58/, 'system'],
  [/^57P/, 'shutting_down'],
  [/^57014$/, 'too_slow'],
  [/^25006$/, 'read_only'],
  [/^(40|55P03)/, 'in_the_way'],
];

/** What the database refused, by why; few words for a metric's label. Everything about a statement itself is one. */
export const refusalCause = (code: string): string =>
  causes.find(([pattern]) => pattern.test(code))?.[1] ?? 'statement';

/** Tells whoever listens the SQLSTATE of everything that Postgres refuses on this node's connections, and when one breaks. */
@Injectable()
export class DatabaseRefusals {
  private readonly listeners: Array<(code: string) => void> = [];
  private readonly breakListeners: Array<() => void> = [];

  listen(listener: (code: string) => void): void {
    this.listeners.push(listener);
  }

  listenForBreaks(listener: () => void): void {
    this.breakListeners.push(listener);
  }

  readonly tellBreak = (): void => {
    for (const listener of this.breakListeners) listener();
  };

  readonly tell = (code: string): void => {
    for (const listener of this.listeners) listener(code);
  };
}
