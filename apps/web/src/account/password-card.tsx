import { type SyntheticEvent, useState } from 'react';
import { useCall } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { Card, CardTitle } from '../ui/card.js';
import { Field } from '../ui/field.js';
import { ErrorNotice } from '../ui/states.js';

export function PasswordCard() {
  const call = useCall();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [fault, setFault] = useState<string | undefined>();
  const [error, setError] = useState<unknown>(null);
  const [done, setDone] = useState(false);
  const [pending, setPending] = useState(false);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setDone(false);
    if (Array.from(next).length < 15)
      return setFault('Use 15 characters or more. A few words together are good.');
    setFault(undefined);
    setPending(true);
    setError(null);
    try {
      await call('me.changePassword', { body: { current, next } });
      setCurrent('');
      setNext('');
      setDone(true);
    } catch (cause) {
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  return (
    <Card>
      <CardTitle>Passphrase</CardTitle>
      <form noValidate className="mt-3 space-y-4" onSubmit={(event) => void submit(event)}>
        {error !== null && <ErrorNotice error={error} />}
        <Field
          label="Current passphrase"
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
        <Field
          label="New passphrase"
          type="password"
          autoComplete="new-password"
          value={next}
          onChange={setNext}
          error={fault}
          description="Every other device is signed out when it changes."
        />
        <div className="flex items-center gap-3">
          <Button type="submit" tone="outline" pending={pending} isDisabled={!current || !next}>
            Change it
          </Button>
          <output className="text-14 text-ink-2">{done && 'Changed. Other devices are signed out.'}</output>
        </div>
      </form>
    </Card>
  );
}
