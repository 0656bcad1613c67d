import type { PersonDetail } from '@homegroup/protocol';
import { useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Check, ErrorNotice, Pick, roleName } from '../../ui/index.js';
import { useClinicalStaff } from '../clinical-staff.js';
import { ReasonSheet } from '../reason-sheet.js';
import { useRefreshCare } from '../staff-queries.js';

export interface ChangeTeamSheetProps {
  person: PersonDetail;
  onDone: (words: string) => void;
  onClose: () => void;
}

/** Hands over the primary counselor, and says who else is on the team. */
export function ChangeTeamSheet({ person, onDone, onClose }: ChangeTeamSheetProps) {
  const call = useCall();
  const refresh = useRefreshCare();
  const { staff, options, error, retry } = useClinicalStaff();
  const [primary, setPrimary] = useState(
    () => person.careTeam.find((member) => member.primary)?.personId ?? '',
  );
  const [others, setOthers] = useState(() =>
    person.careTeam.filter((member) => !member.primary).map((member) => member.personId),
  );
  const choose = (id: string, on: boolean) =>
    setOthers((before) => (on ? [...before, id] : before.filter((each) => each !== id)));
  const roleOn = (id: string) =>
    person.careTeam.find((member) => member.personId === id && !member.primary)?.role ??
    roleName(staff.find((each) => each.id === id)?.role ?? 'counselor');
  return (
    <ReasonSheet
      title={`Change the care team of ${person.legalName}`}
      submit="Change the team"
      onClose={onClose}
      onSubmit={async (reason) => {
        const team = others
          .filter((id) => id !== primary)
          .map((personId) => ({ personId, role: roleOn(personId) }));
        const changed = await call('care.changeTeam', {
          params: { id: person.id },
          body: { primaryCounselorId: primary, team, reason },
        });
        await refresh();
        onDone(
          `${changed.primaryCounselor ?? 'Nobody'} is the primary counselor. ${person.displayName} is told.`,
        );
      }}
    >
      {error && <ErrorNotice error={error} onRetry={retry} />}
      <p>
        Whoever is on the team can be written to by {person.displayName}; whoever is not, no longer, from now
        on. What was written before stays with those who wrote it.
      </p>
      <Pick label="Primary counselor" value={primary} onChange={setPrimary} options={options} required />
      <fieldset className="space-y-2">
        <legend className="mb-1 text-14 font-semibold">Also on the team</legend>
        {staff
          .filter(({ id }) => id !== primary)
          .map(({ id, legalName, role }) => (
            <Check
              key={id}
              label={legalName}
              description={roleName(role)}
              value={others.includes(id)}
              onChange={(on) => choose(id, on)}
            />
          ))}
      </fieldset>
    </ReasonSheet>
  );
}
