import type { GroupType } from '@homegroup/protocol';
import { groupTypeName } from '../conversations/room-words.js';

export const groupTypes: readonly GroupType[] = [
  'process',
  'psychoeducational',
  'skills',
  'support',
  'family',
  'alumni',
];

/** Null for a kind that this client does not know. */
export const groupTypeOf = (type: string): GroupType | null =>
  groupTypes.find((known) => known === type) ?? null;

/** "Process group, skills group". */
export const typeList = (types: readonly string[]): string =>
  types
    .map((type) => groupTypeName(groupTypeOf(type)))
    .map((name, index) => (index === 0 ? name : `${name.charAt(0).toLowerCase()}${name.slice(1)}`))
    .join(', ');
