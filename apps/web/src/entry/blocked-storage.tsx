import { Info } from 'lucide-react';
import { Callout } from '../ui/callout.js';

/** Where a browser keeps nothing for this address, whoever signs in is out again when the first token ends. */
export function BlockedStorage() {
  if (navigator.cookieEnabled) return null;
  return (
    <Callout tone="hold" icon={Info} title="This browser keeps nothing for Homegroup">
      You would be signed out again within minutes. Allow cookies and site data for this address, or use
      another browser.
    </Callout>
  );
}
