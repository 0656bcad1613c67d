import type { RosterFault } from '@homegroup/protocol';
import { distance } from 'fastest-levenshtein';

/** Where something stands, as an editor counts: lines, columns and characters from 1. */
export interface Place {
  file: string;
  line: number;
  /** Null when the whole line is meant. */
  column: number | null;
  columnName: string | null;
  character: number;
}

/** One field: NFC, without white space around it. */
export interface Field extends Place {
  value: string;
}

/** Every fault of an import, in the order of files, lines and columns. A fault is never fatal to finding the next. */
export class RosterFaults {
  private readonly found: RosterFault[] = [];

  constructor(private readonly files: readonly string[]) {}

  add(at: Place & { value?: string }, message: string, hint: string | null = null): void {
    const { file, line, column, columnName, character } = at;
    const value = at.value ?? '';
    this.found.push({ file, line, column, columnName, character, value, message, hint });
  }

  get any(): boolean {
    return this.found.length > 0;
  }

  list(): RosterFault[] {
    const order = (fault: RosterFault) => this.files.indexOf(fault.file);
    return [...this.found].sort(
      (a, b) => order(a) - order(b) || a.line - b.line || (a.column ?? 0) - (b.column ?? 0),
    );
  }
}

/** The candidate that was probably meant: at most a third of its characters differ. */
export function nearest<T>(
  written: string,
  candidates: Iterable<T>,
  textOf: (one: T) => string,
): T | undefined {
  const folded = fold(written);
  let best: { candidate: T; distance: number } | undefined;
  for (const candidate of candidates) {
    const text = fold(textOf(candidate));
    const away = distance(folded, text);
    if (
      away <= Math.max(text.length < 4 ? 1 : 2, Math.floor(text.length / 3)) &&
      away < (best?.distance ?? Number.POSITIVE_INFINITY)
    )
      best = { candidate, distance: away };
  }
  return best?.candidate;
}

/** For comparing names: what differs only in case, width, spacing or composition of accents is the same name. */
export const fold = (name: string): string =>
  name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
