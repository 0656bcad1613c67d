import type { OperationResult } from '@homegroup/protocol';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Button, Card, CardTitle, ErrorNotice } from '../../ui/index.js';
import { clock } from '../../ui/times.js';
import { useTask } from '../use-task.js';

type Verdict = OperationResult<'audit.verify'>;

export function VerifyCard() {
  const call = useCall();
  const task = useTask();
  const [verdict, setVerdict] = useState<{ of: Verdict; at: Date } | null>(null);
  const verify = () =>
    void task.run(async () => {
      setVerdict(null);
      setVerdict({ of: await call('audit.verify'), at: new Date() });
    });
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-56 flex-1">
          <CardTitle>Is the trail whole?</CardTitle>
          <p className="text-14 text-ink-2">
            Every entry is sealed to the one before it. Checking reads all of them and finds any that was
            changed, removed or added.
          </p>
        </div>
        <Button tone="outline" icon={ShieldCheck} pending={task.pending} onPress={verify}>
          Check the chain
        </Button>
      </div>
      {task.error !== null && (
        <div className="mt-3">
          <ErrorNotice error={task.error} />
        </div>
      )}
      <output className="block">{verdict && <Said verdict={verdict.of} at={verdict.at} />}</output>
    </Card>
  );
}

function Said({ verdict, at }: { verdict: Verdict; at: Date }) {
  const Icon = verdict.intact ? ShieldCheck : ShieldAlert;
  const checked = verdict.checked === 1 ? 'One entry' : `${verdict.checked} entries`;
  return (
    <span
      className={`mt-3 flex items-start gap-3 rounded-control p-3 text-14 ${verdict.intact ? 'bg-pine-soft text-pine-ink' : 'bg-danger-soft text-danger-ink'}`}
    >
      <Icon aria-hidden className="size-5 shrink-0" />
      <span className="min-w-0 wrap-anywhere">
        <span className="block font-semibold">
          {verdict.intact
            ? `Whole. ${checked} checked at ${clock(at)}.`
            : `Not whole. Entry ${verdict.brokenAt ?? 'unknown'} does not fit.`}
        </span>
        {!verdict.intact && (
          <span className="block">
            {checked} before it fit. Keep the server and its backups as they are, and call whoever operates
            it.
          </span>
        )}
        {verdict.head && (
          <span className="block text-12">
            Last entry {verdict.head.seq}, seal {verdict.head.hash.slice(0, 16)}
          </span>
        )}
      </span>
    </span>
  );
}
