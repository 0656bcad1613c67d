import { useEffect, useState } from 'react';

/** Milliseconds within which the list finds the place it opens at; a page that comes in above meanwhile makes it lose that. */
const settlesWithin = 1500;

/**
 * Reads the page before what is held: when all of that fits on the screen, or once the person goes to its beginning. Not
 * because the list opens there, at the first unread.
 */
export function useEarlier(atStart: boolean, fits: boolean, moved: boolean, onEarlier: () => void): void {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), settlesWithin);
    return () => clearTimeout(timer);
  }, []);
  const wanted = atStart && (fits || (moved && settled));
  useEffect(() => {
    if (wanted) onEarlier();
  }, [wanted, onEarlier]);
}
