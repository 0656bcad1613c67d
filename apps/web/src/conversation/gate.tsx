import type { ConversationDetail } from '@homegroup/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCall } from '../session/use-session.js';
import { Button, LinkButton } from '../ui/button.js';
import { Circle } from '../ui/circle.js';
import { seatStates } from '../ui/circle-seats.js';
import { Page } from '../ui/page.js';
import { ErrorNotice } from '../ui/states.js';
import { inert } from './mentions.js';

/** Before going in: the agreement, and taking the seat. Nothing of the room is read before. */
export function Gate({ detail }: { detail: ConversationDetail }) {
  const call = useCall();
  const queries = useQueryClient();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const invited = detail.standing === 'invited';
  const agreement = detail.agreement;
  const leaders = detail.people.filter((person) => person.leader).map((person) => person.name);

  const enter = async () => {
    const groupId = detail.groupId;
    if (!groupId) return;
    setPending(true);
    setError(null);
    try {
      if (invited) await call('groups.join', { params: { id: groupId } });
      if (agreement)
        await call('groups.acceptAgreement', {
          params: { id: groupId },
          body: { version: agreement.version },
        });
    } catch (cause) {
      setError(cause);
    }
    // What was reached so far stands, also when the second step failed.
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['conversation', detail.id] }),
      queries.invalidateQueries({ queryKey: ['conversations'] }),
    ]);
    setPending(false);
  };

  return (
    <Page
      title={<bdi>{detail.title}</bdi>}
      over={
        invited
          ? 'You are invited'
          : agreement && agreement.version > 1
            ? 'The agreement has changed'
            : 'Before you go in'
      }
      width="narrow"
    >
      <div className="space-y-4">
        <section className="flex items-center gap-4 rounded-feature bg-feature p-4 text-on-feature">
          <Circle inverted size={72} seats={seatStates(detail.seats, null, detail.capacity)} />
          <div>
            <p className="text-17 font-semibold">Your seat is kept</p>
            <p className="text-14">
              {leaders.length > 0 ? `Led by ${leaders.join(' and ')}. ` : ''}
              Read what everybody here has agreed to.
            </p>
          </div>
        </section>
        {agreement && (
          <section className="rounded-card border border-line bg-surface p-4">
            <h2 className="text-17">The agreement, version {agreement.version}</h2>
            <div className="mt-2 text-msg whitespace-pre-wrap wrap-anywhere text-ink" dir="auto">
              {inert(agreement.text)}
            </div>
          </section>
        )}
        {error !== null && <ErrorNotice error={error} />}
        <div className="flex flex-wrap gap-2">
          <Button tone="lamp" className="min-h-12 flex-1" pending={pending} onPress={() => void enter()}>
            {invited ? 'I agree. Take your seat' : 'I agree'}
          </Button>
          <LinkButton to="/rooms" tone="outline" className="min-h-12 flex-1">
            Not now
          </LinkButton>
        </div>
      </div>
    </Page>
  );
}
