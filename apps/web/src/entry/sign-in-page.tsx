import { HomegroupError } from '@homegroup/protocol';
import { Info } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import type { EndedBecause } from '../session/session-store.js';
import { useSessionStore } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { Callout } from '../ui/callout.js';
import { Card } from '../ui/card.js';
import { Field } from '../ui/field.js';
import { ErrorNotice } from '../ui/states.js';
import { BlockedStorage } from './blocked-storage.js';
import { EntryFrame } from './entry-frame.js';

const words: Record<EndedBecause, { title: string; text: string }> = {
  'signed-out': { title: 'You are signed out', text: 'Nothing of yours is left on this device.' },
  untold: {
    title: 'You are signed out on this device',
    text: 'Nothing of yours is left here, and nobody gets in without the passphrase. There is no connection right now; Homegroup is told as soon as there is.',
  },
  ended: {
    title: 'Your session has ended',
    text: 'Sign in to go on. Words you had not sent are still kept on this device.',
  },
  elsewhere: {
    title: 'Your session has ended',
    text: 'It was closed from another place, or somebody else signed in in this browser. Nothing of yours is left on this device. Sign in again, or ask your programme.',
  },
};

/** Whatever is wrong with an address, the answer is the same as for a wrong passphrase. */
function refusal(cause: unknown): unknown {
  if (!(cause instanceof HomegroupError)) return cause;
  if (['invalid_input', 'sign_in_failed'].includes(cause.code))
    return 'That e-mail and passphrase do not fit together. Check both and try again.';
  // Whether it was done matters nothing: signing in can always be done again.
  return cause.code === 'try_again' ? 'Homegroup cannot be reached right now. Try again in a moment.' : cause;
}

export function SignInPage({ because }: { because: EndedBecause | null }) {
  const session = useSessionStore();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!email.trim() || !password) return setError('Fill in your e-mail and your passphrase first.');
    setPending(true);
    setError(null);
    try {
      await session.signIn(email, password);
    } catch (cause) {
      setError(refusal(cause));
      setPending(false);
    }
  };

  return (
    <EntryFrame title="Sign in" text="Use the e-mail that your programme has of you.">
      <div className="space-y-4">
        {because && (
          <Callout tone="hold" icon={Info} title={words[because].title}>
            {words[because].text}
          </Callout>
        )}
        <BlockedStorage />
        <Card>
          <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
            {error !== null && <ErrorNotice error={error} />}
            <Field
              label="E-mail"
              type="email"
              autoComplete="username"
              value={email}
              onChange={setEmail}
              name="email"
            />
            <Field
              label="Passphrase"
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
              name="password"
            />
            <Button type="submit" fullWidth pending={pending}>
              Sign in
            </Button>
          </form>
        </Card>
        <p className="text-14 text-ink-2">
          Forgotten the passphrase, or no invitation yet? Ask your programme for a new link. Homegroup is no
          emergency service: Help is at the top, at any hour.
        </p>
      </div>
    </EntryFrame>
  );
}
