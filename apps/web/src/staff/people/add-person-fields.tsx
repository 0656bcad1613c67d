import { useMe } from '../../session/use-session.js';
import { ErrorNotice, Field, Pick, roleName } from '../../ui/index.js';
import { usePeople, useProgrammes } from '../staff-queries.js';
import { type NewPerson, type NewPersonFaults, rolesToGive } from './new-person.js';

export interface AddPersonFieldsProps {
  person: NewPerson;
  faults: NewPersonFaults;
  onChange: (person: NewPerson) => void;
}

export function AddPersonFields({ person, faults, onChange }: AddPersonFieldsProps) {
  const set = (change: Partial<NewPerson>) => onChange({ ...person, ...change });
  return (
    <>
      <Field
        label="Legal name"
        description={person.kind === 'client' ? 'Only the care team sees it.' : 'Everybody sees it.'}
        value={person.legalName}
        onChange={(legalName) => set({ legalName })}
        error={faults.legalName}
        maxLength={80}
        required
      />
      {person.kind === 'client' && (
        <Field
          label="Display name"
          description="What peers see. Ask the person which name they want."
          value={person.displayName}
          onChange={(displayName) => set({ displayName })}
          error={faults.displayName}
          maxLength={40}
          required
        />
      )}
      <Field
        label="E-mail"
        type="email"
        description="For signing in. Nothing is sent to it."
        value={person.email}
        onChange={(email) => set({ email })}
        error={faults.email}
        required
      />
      {person.kind === 'client' ? (
        <ClientFields person={person} faults={faults} set={set} />
      ) : (
        <StaffFields person={person} faults={faults} set={set} />
      )}
    </>
  );
}

interface PartProps {
  person: NewPerson;
  faults: NewPersonFaults;
  set: (change: Partial<NewPerson>) => void;
}

function ClientFields({ person, faults, set }: PartProps) {
  const programmes = useProgrammes();
  const people = usePeople();
  const clinical = (people.data ?? []).filter(
    ({ role, account }) => (role === 'counselor' || role === 'clinical_supervisor') && account !== 'disabled',
  );
  const failed = programmes.error ?? people.error;
  return (
    <>
      {failed && (
        <ErrorNotice
          error={failed}
          onRetry={() => {
            void programmes.refetch();
            void people.refetch();
          }}
        />
      )}
      <Pick
        label="Programme"
        value={person.programmeId}
        onChange={(programmeId) => set({ programmeId })}
        options={(programmes.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        description={
          programmes.data?.length === 0 ? 'There is no programme yet. A roster brings them in.' : undefined
        }
        error={faults.programmeId}
        required
      />
      <Pick
        label="Primary counselor"
        value={person.primaryCounselorId}
        onChange={(primaryCounselorId) => set({ primaryCounselorId })}
        options={clinical.map(({ id, legalName }) => ({ value: id, label: legalName }))}
        error={faults.primaryCounselorId}
        required
      />
      <Field
        label="Episode begins on"
        type="date"
        value={person.startedOn}
        onChange={(startedOn) => set({ startedOn })}
        error={faults.startedOn}
        required
      />
    </>
  );
}

function StaffFields({ person, faults, set }: PartProps) {
  const me = useMe();
  return (
    <>
      <Pick
        label="Role"
        value={person.staffRole}
        onChange={(staffRole) => set({ staffRole })}
        options={rolesToGive(me.role).map((role) => ({ value: role, label: roleName(role) }))}
        error={faults.staffRole}
        required
      />
      <Field
        label="Credential ends on"
        type="date"
        description="Leave it empty if there is none. After that day they lead no group."
        value={person.credentialExpiresOn}
        onChange={(credentialExpiresOn) => set({ credentialExpiresOn })}
        error={faults.credentialExpiresOn}
      />
    </>
  );
}
