import { HomegroupError, type OperationResult } from '@homegroup/protocol';
import { Info } from 'lucide-react';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { faultOf } from '../session/plain-error.js';
import { useMaybeMe, useSessionStore } from '../session/use-session.js';
import { Button, LinkButton } from '../ui/button.js';
import { Callout } from '../ui/callout.js';
import { Card } from '../ui/card.js';
import { Field } from '../ui/field.js';
import { ErrorNotice, Late } from '../ui/states.js';
import { longDay } from '../ui/times.js';
import { BlockedStorage } from './blocked-storage.js';
import { EntryFrame } from './entry-frame.js';
import { takenToken } from './taken-token.js';

type Link = OperationResult<'invitation.inspect'>;
const least = 15;
const noInvitation = 'This address holds no invitation. It may have been cut off.';

/** `/join#token`: sets the password of a single-use link and signs in. */
export function JoinPage() {
  const session = useSessionStore();
  const me = useMaybeMe();
  const navigate = useNavigate();
  const [token] = useState(takenToken);
  const [info, setInfo] = useState<Link | null>(null);
  const [refused, setRefused] = useState<unknown>(token ? null : noInvitation);
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [fault, setFault] = useState<{ password?: string; again?: string }>({});
  const [pending, setPending] = useState(false);

  useEffect(() => {
    if (!token) return;
    session.call('invitation.inspect', { body: { token } }).then(setInfo, (cause: unknown) => {
      // What does not even look like one: a link that was cut off, say.
      const malformed = cause instanceof HomegroupError && cause.code === 'invalid_input';
      setRefused(malformed ? noInvitation : cause);
    });
  }, [session, token]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const found = {
      ...(Array.from(password).length < least && {
        password: `Use ${least} characters or more. A few words together are good.`,
      }),
      ...(password !== again && { again: 'The two are not the same yet.' }),
    };
    setFault(found);
    if (Object.keys(found).length > 0 || !token) return;
    setPending(true);
    setError(null);
    try {
      await session.acceptInvitation(token, password);
      await navigate('/', { replace: true });
    } catch (cause) {
      setError(cause);
      setFault({ ...(faultOf(cause, 'password') && { password: faultOf(cause, 'password') ?? '' }) });
      setPending(false);
    }
  };

  if (refused !== null)
    return (
      <EntryFrame title="This link cannot be used">
        <div className="space-y-4">
          <ErrorNotice error={refused} />
          <p className="text-16 text-ink-2">
            A link works once and for a limited time. Ask your programme for a new one.
          </p>
          <LinkButton to="/" tone="outline">
            To sign-in
          </LinkButton>
        </div>
      </EntryFrame>
    );
  if (!info)
    return (
      <EntryFrame title="Welcome">
        <Late>
          <output className="text-ink-2">Looking at your link.</output>
        </Late>
      </EntryFrame>
    );
  return (
    <EntryFrame
      title={info.purpose === 'join' ? `Welcome, ${info.displayName}` : `Hello, ${info.displayName}`}
      text={
        info.purpose === 'join'
          ? 'Choose a passphrase. With it you sign in from now on.'
          : 'Choose a new passphrase.'
      }
    >
      <Card>
        <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
          <BlockedStorage />
          {me && !pending && (
            <Callout tone="hold" icon={Info} title={`${me.name} is signed in in this browser`}>
              Whoever uses this link comes in instead, and what {me.name} has not sent is removed from this
              device.
            </Callout>
          )}
          {error !== null && <ErrorNotice error={error} />}
          <Field
            label="Passphrase"
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={setPassword}
            error={fault.password}
            description={`At least ${least} characters. Several words that only you would put together.`}
          />
          <Field
            label="Once more"
            type="password"
            autoComplete="new-password"
            value={again}
            onChange={setAgain}
            error={fault.again}
          />
          <Button type="submit" fullWidth pending={pending}>
            {info.purpose === 'join' ? 'Set it and come in' : 'Set it and sign in'}
          </Button>
        </form>
      </Card>
      <p className="mt-4 text-14 text-ink-2">This link works once, until {longDay(info.expiresAt)}.</p>
    </EntryFrame>
  );
}
