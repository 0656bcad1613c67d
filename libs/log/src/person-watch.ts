import type { Changed, Comparison } from './read-comparison.js';

export interface PersonChange {
  personId: string;
  what: Changed;
}

/**
 * What changed for people lately, as the tables say: what a lost ring of kind `person` would have told. Each change is
 * reported once by each node, so somebody whose ring was heard is told a second time, which costs a look.
 */
export class PersonWatch {
  private readonly reported = new Map<string, Set<string>>();

  /** Those of the changes that were not reported yet. */
  fresh(organizationId: string, changes: Comparison['changes']): PersonChange[] {
    const before = this.reported.get(organizationId);
    this.reported.set(organizationId, new Set(changes.map(([cause]) => cause)));
    const unreported = changes.filter(([cause]) => !before?.has(cause));
    const once = new Map(unreported.map((change) => [`${change[1]}:${change[2]}`, change]));
    return [...once.values()].map(([, personId, what]) => ({ personId, what }));
  }

  forget(organizationId: string): void {
    this.reported.delete(organizationId);
  }
}
