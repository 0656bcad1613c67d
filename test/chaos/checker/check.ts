import { acknowledgedOnce } from './acknowledged-once.js';
import type { History, Violation } from './history.js';
import { loneMessageArrives } from './lone-message-arrives.js';
import { mutedAreSilent } from './muted-are-silent.js';
import { noDuplicates } from './no-duplicates.js';
import { nothingAfterRemoval } from './nothing-after-removal.js';
import { nothingMissing } from './nothing-missing.js';
import { presenceLeaves } from './presence-leaves.js';
import { processesGoOn } from './processes-go-on.js';
import { sameNumbers } from './same-numbers.js';
import { silenceAfterEnd } from './silence-after-end.js';

/** Everything in a history that breaks the promise, by invariant. Pure. */
export const check = (history: History): Violation[] =>
  [
    acknowledgedOnce,
    noDuplicates,
    sameNumbers,
    nothingMissing,
    nothingAfterRemoval,
    silenceAfterEnd,
    mutedAreSilent,
    loneMessageArrives,
    processesGoOn,
    presenceLeaves,
  ].flatMap((invariant) => invariant(history));
