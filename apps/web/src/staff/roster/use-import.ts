import type { RosterReport } from '@homegroup/protocol';
import { useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { useRefreshCare } from '../staff-queries.js';
import { type RosterText, RosterUnreadable, readRosterFiles } from './roster-files.js';

export type ImportStep =
  | { at: 'upload' }
  | { at: 'checked'; files: RosterText[]; report: RosterReport; readAt: Date; overtaken: boolean }
  | { at: 'done'; files: RosterText[]; report: RosterReport };

export interface RosterImport {
  step: ImportStep;
  pending: 'check' | 'bring-in' | null;
  /** A thrown error, or a sentence, or null. */
  error: unknown;
  check: (files: readonly File[]) => void;
  bringIn: () => void;
  again: () => void;
}

/** Upload, check, bring in. What was checked stays on the screen until something better is there. */
export function useImport(): RosterImport {
  const call = useCall();
  const refresh = useRefreshCare();
  const [step, setStep] = useState<ImportStep>({ at: 'upload' });
  const [pending, setPending] = useState<RosterImport['pending']>(null);
  const [error, setError] = useState<unknown>(null);

  const during = async (what: 'check' | 'bring-in', work: () => Promise<void>) => {
    if (pending) return;
    setPending(what);
    setError(null);
    try {
      await work();
    } catch (cause) {
      setError(cause instanceof RosterUnreadable ? cause.message : cause);
    } finally {
      setPending(null);
    }
  };
  const check = (chosen: readonly File[]) =>
    void during('check', async () => {
      const files = await readRosterFiles(chosen);
      const report = await call('roster.check', { body: { files } });
      setStep({ at: 'checked', files, report, readAt: new Date(), overtaken: false });
    });
  const bringIn = () =>
    void during('bring-in', async () => {
      if (step.at !== 'checked') return;
      const { files } = step;
      const report = await call('roster.import', { body: { files } });
      if (report.faults.length > 0) setStep({ ...step, report, overtaken: true });
      else setStep({ at: 'done', files, report });
      await refresh();
    });
  const again = () => {
    setError(null);
    setStep({ at: 'upload' });
  };
  return { step, pending, error, check, bringIn, again };
}
