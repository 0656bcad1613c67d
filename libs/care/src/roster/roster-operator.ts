import { type Actor, authorize } from '@homegroup/identity';

/** Who imports: somebody signed in, or an operator at the machine's own command line. */
export type RosterOperator = Actor | { system: true; organizationId: string };

/** @throws not_allowed */
export function requireOperator(operator: RosterOperator, operation: 'roster.check' | 'roster.import'): void {
  if (!('system' in operator)) authorize(operator, operation);
}

export const personOf = (operator: RosterOperator): string | null =>
  'system' in operator ? null : operator.personId;
