import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSessionStore } from '../session/use-session.js';

export function useAnswerInvitation() {
  const session = useSessionStore();
  const queries = useQueryClient();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const answer = async (choice: 'accept' | 'decline'): Promise<boolean> => {
    setPending(true);
    setError(null);
    try {
      session.changed(await session.call('me.answerAlumniInvitation', { body: { answer: choice } }));
      await queries.invalidateQueries({ queryKey: ['conversations'] });
      return true;
    } catch (cause) {
      setError(cause);
      return false;
    } finally {
      setPending(false);
    }
  };
  return { answer, pending, error };
}
