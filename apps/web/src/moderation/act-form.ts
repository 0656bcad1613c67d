import type { TombstoneReason } from '@homegroup/protocol';
import type { ReportReason } from './act-words.js';
import { actWords } from './act-words.js';
import type { ModeratorAct, MuteSpan } from './acts.js';

export interface ActForm {
  /** In words, for staff. */
  reason: string;
  /** For the person concerned. */
  text: string;
  tombstone: TombstoneReason | null;
  span: MuteSpan;
  report: ReportReason | null;
}

export const emptyForm: ActForm = { reason: '', text: '', tombstone: null, span: '15m', report: null };

export type ActFaults = Partial<Record<keyof ActForm, string>>;

/** What still has to be filled in. */
export function faultsOf(act: ModeratorAct, form: ActForm): ActFaults {
  const words = actWords(act);
  const faults: ActFaults = {};
  if (words.reason && form.reason.trim().length < 3) faults.reason = 'Say why in a few words.';
  if (words.words && form.text.trim() === '') faults.text = 'Write something for the person.';
  if (act.kind === 'remove' && !form.tombstone) faults.tombstone = 'Choose what stands in its place.';
  if (act.kind === 'report' && !form.report) faults.report = 'Choose what fits best.';
  return faults;
}
