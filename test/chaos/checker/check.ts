import { acknowledgedOnce } from './acknowledged-once.js';
import type { History, Violation } from './history.js';
import { mutedAreSilent } from './muted-are-silent.js';
import { noDuplicates } from './no-duplicates.js';
import { nothingAfterRemoval } from './nothing-after-removal.js';
import { nothingMissing } from './nothing-missing.js';
import { presenceLeaves } from './presence-leaves.js';
import { sameNumbers } from './same-numbers.js';
import { silenceAfterEnd } from './silence-after-end.js';

/**
 * Everything in a history that breaks the promise, by invariant. Pure. I8 and I9 are not in it: the runner probes
 * them itself.
 */
export const check = (history: History): Violation[] =>
  [
    acknowledgedOnce,
    noDuplicates,
    sameNumbers,
    nothingMissing,
    nothingAfterRemoval,
    silenceAfterEnd,
    mutedAreSilent,
    presenceLeaves,
  ].flatMap((invariant) => invariant(history));
