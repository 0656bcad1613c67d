import type { CrisisLine } from '@homegroup/protocol';
import { deviceMemory } from '../vault/device-memory.js';

/** What is shown before the organization's own lines are known, and without any connection. */
export const defaultLines: readonly CrisisLine[] = [
  {
    name: '988 Suicide and Crisis Lifeline',
    detail: 'Free, confidential, day and night. For cravings too.',
    call: '988',
    text: '988',
    emergency: false,
  },
  {
    name: 'Danger now, or an overdose',
    detail: 'Call, give naloxone if you have it, stay with the person.',
    call: '911',
    text: null,
    emergency: true,
  },
];

const key = 'homegroup.crisis-lines';

const isLine = (value: unknown): value is CrisisLine =>
  typeof value === 'object' && value !== null && 'name' in value && 'call' in value && 'text' in value;

/** The lines of the last answer; they name no person and no programme. */
export function knownLines(): readonly CrisisLine[] {
  try {
    const lines: unknown = JSON.parse(deviceMemory.read(key) ?? 'null');
    if (Array.isArray(lines) && lines.length > 0 && lines.every(isLine)) return lines;
  } catch {
    // What cannot be read is replaced by the next answer.
  }
  return defaultLines;
}

export function rememberLines(lines: readonly CrisisLine[]): void {
  if (lines.length > 0) deviceMemory.write(key, JSON.stringify(lines));
}
