import { useState } from 'react';

export interface Task {
  pending: boolean;
  /** What was thrown last, or null. */
  error: unknown;
  /** Resolves true when the work was done; false when it failed or is under way already. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  forget: () => void;
}

/** One thing at a time, with its failure kept for the screen. */
export function useTask(): Task {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (work: () => Promise<unknown>) => {
    if (pending) return false;
    setPending(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (cause) {
      setError(cause);
      return false;
    } finally {
      setPending(false);
    }
  };
  return { pending, error, run, forget: () => setError(null) };
}
