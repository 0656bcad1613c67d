import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useCall } from '../session/use-session.js';
import { knownLines, rememberLines } from './crisis-lines.js';
import { HelpContext } from './help-context.js';
import { HelpSheet } from './help-sheet.js';

/** Help in every view, signed in or not, with no connection too; Alt+Shift+H opens it. */
export function HelpProvider({ children }: { children: ReactNode }) {
  const call = useCall();
  const [open, setOpen] = useState(false);
  const organization = useQuery({
    queryKey: ['organization'],
    queryFn: () => call('organization.show'),
    staleTime: 10 * 60_000,
  });
  useEffect(() => {
    if (organization.data) rememberLines(organization.data.crisisLines);
  }, [organization.data]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || !event.shiftKey || event.code !== 'KeyH') return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const help = useMemo(() => ({ open: () => setOpen(true) }), []);
  return (
    <HelpContext value={help}>
      {children}
      <HelpSheet
        open={open}
        onClose={() => setOpen(false)}
        lines={organization.data?.crisisLines ?? knownLines()}
      />
    </HelpContext>
  );
}
