import { useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Badge, Button, Card, CardTitle, longDay } from '../../ui/index.js';
import { alumniWords } from '../care-words.js';
import { ReasonSheet } from '../reason-sheet.js';
import { useRefreshCare } from '../staff-queries.js';
import type { PersonCardProps } from './person-card.js';

/** Nothing while there is neither a membership nor something to offer. */
export function AlumniCard({ person, rights, onDone }: PersonCardProps) {
  const call = useCall();
  const refresh = useRefreshCare();
  const [asking, setAsking] = useState(false);
  const { alumni } = person;
  const completed = person.episodes.some(({ dischargeReason }) => dischargeReason === 'completed');
  if (!alumni && !rights.inviteToAlumni) return null;
  return (
    <Card>
      <CardTitle>Alumni circle</CardTitle>
      {alumni ? (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-14">
          <Badge tone={alumniWords[alumni.status].tone}>{alumniWords[alumni.status].label}</Badge>
          <span className="text-ink-2">
            {alumni.activeSince
              ? `Belongs since ${longDay(alumni.activeSince)}`
              : `Invited on ${longDay(alumni.invitedAt)}`}
          </span>
        </p>
      ) : (
        <p className="mt-2 text-14 text-ink-2">
          {completed
            ? 'They completed the programme and have not been invited yet.'
            : 'Treatment ended before it was completed. You can still invite them; a lapse closes no door.'}
        </p>
      )}
      {rights.inviteToAlumni && (
        <div className="mt-3">
          <Button tone="outline" onPress={() => setAsking(true)}>
            Invite to the alumni circle
          </Button>
        </div>
      )}
      {asking && (
        <ReasonSheet
          title={`Invite ${person.legalName} to the alumni circle?`}
          submit="Invite"
          onClose={() => setAsking(false)}
          onSubmit={async (reason) => {
            await call('care.inviteToAlumni', { params: { id: person.id }, body: { reason } });
            await refresh();
            onDone(`${person.legalName} is invited to the alumni circle. They decide.`);
          }}
        >
          <p>They decide whether and when to take the seat. That you invited them, and why, is kept.</p>
        </ReasonSheet>
      )}
    </Card>
  );
}
