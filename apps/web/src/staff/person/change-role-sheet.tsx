import { type PersonDetail, type StaffRole, staffRoles } from '@homegroup/protocol';
import { useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Choice, roleName } from '../../ui/index.js';
import { ReasonSheet } from '../reason-sheet.js';
import { useRefreshCare } from '../staff-queries.js';

const about: Record<StaffRole, string> = {
  counselor: 'Leads groups, treats, moderates their own rooms.',
  clinical_supervisor: 'Oversees all groups and people, reads the audit trail.',
  programme_admin: 'Brings in people and rosters, reads no message.',
  privacy_officer: 'Reads and checks the audit trail.',
  system_operator: 'Keeps it running, sees no content.',
};

export interface ChangeRoleSheetProps {
  person: PersonDetail;
  onDone: (words: string) => void;
  onClose: () => void;
}

export function ChangeRoleSheet({ person, onDone, onClose }: ChangeRoleSheetProps) {
  const call = useCall();
  const refresh = useRefreshCare();
  const [role, setRole] = useState<StaffRole>(
    staffRoles.find((known) => known === person.role) ?? 'counselor',
  );
  return (
    <ReasonSheet
      title={`Change the role of ${person.legalName}`}
      submit="Change role"
      onClose={onClose}
      onSubmit={async (reason) => {
        await call('people.changeRole', { params: { id: person.id }, body: { staffRole: role, reason } });
        await refresh();
        onDone(`${person.legalName} is ${roleName(role).toLowerCase()} now, on open devices too.`);
      }}
    >
      <Choice
        label="Role"
        value={role}
        onChange={setRole}
        options={staffRoles.map((value) => ({ value, label: roleName(value), description: about[value] }))}
      />
    </ReasonSheet>
  );
}
