import { HeartHandshake } from 'lucide-react';
import { useMe } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { ErrorNotice } from '../ui/states.js';
import { useAnswerInvitation } from './use-answer-invitation.js';

/** Waits on Home until it is answered. */
export function AlumniInvitationCard() {
  const me = useMe();
  const { answer, pending, error } = useAnswerInvitation();
  if (!me.alumniInvitation) return null;
  return (
    <section className="rounded-feature bg-lamp-soft p-4 text-lamp-ink">
      <div className="flex items-start gap-3">
        <HeartHandshake aria-hidden className="mt-0.5 size-5 shrink-0" />
        <div>
          <h2 className="text-17">A seat in the alumni circle</h2>
          <p className="mt-1 text-14 text-ink">
            {me.alumniInvitation.groupName ? `${me.alumniInvitation.groupName} keeps one for you. ` : ''}
            You can decide whenever you like, and leave whenever you like.
          </p>
        </div>
      </div>
      {error !== null && <ErrorNotice error={error} />}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button tone="lamp" className="flex-1" pending={pending} onPress={() => void answer('accept')}>
          Take the seat
        </Button>
        <Button tone="outline" className="flex-1" isDisabled={pending} onPress={() => void answer('decline')}>
          No, thank you
        </Button>
      </div>
    </section>
  );
}
