import { groupTypeName } from '../../conversations/room-words.js';
import { Choice, ErrorNotice, Field, Pick } from '../../ui/index.js';
import { groupTypes } from '../group-types.js';
import { usePeople, useProgrammes } from '../staff-queries.js';
import type { NewGroup, NewGroupFaults } from './new-group.js';

export interface CreateGroupFieldsProps {
  group: NewGroup;
  faults: NewGroupFaults;
  onChange: (group: NewGroup) => void;
}

const nobody = 'nobody';
const none = 'none';

export function CreateGroupFields({ group, faults, onChange }: CreateGroupFieldsProps) {
  const programmes = useProgrammes();
  const people = usePeople();
  const set = (change: Partial<NewGroup>) => onChange({ ...group, ...change });
  const leaders = (people.data ?? [])
    .filter(
      ({ role, account }) =>
        (role === 'counselor' || role === 'clinical_supervisor') && account !== 'disabled',
    )
    .map(({ id, legalName }) => ({ value: id, label: legalName }));
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
      <Field
        label="Name"
        description="Members see it. Name a time or a theme, never a diagnosis."
        value={group.name}
        onChange={(name) => set({ name })}
        error={faults.name}
        maxLength={60}
        required
      />
      <Pick
        label="Kind"
        value={group.type}
        onChange={(type) => set({ type })}
        options={groupTypes.map((type) => ({ value: type, label: groupTypeName(type) }))}
        error={faults.type}
        required
      />
      <Choice
        label="How people join"
        value={group.membershipKind}
        onChange={(membershipKind) => set({ membershipKind })}
        options={[
          { value: 'revolving', label: 'People come and go' },
          {
            value: 'fixed',
            label: 'All begin together',
            description: 'Once it has started it takes nobody new.',
          },
        ]}
      />
      <Field
        label="Seats"
        type="number"
        description="For members; leaders do not take one."
        value={group.capacity}
        onChange={(capacity) => set({ capacity })}
        error={faults.capacity}
        required
      />
      <Pick
        label="Leader"
        value={group.leaderId}
        onChange={(leaderId) => set({ leaderId })}
        options={leaders}
        error={faults.leaderId}
        required
      />
      <Pick
        label="Second leader"
        value={group.coLeaderId ?? nobody}
        onChange={(id) => set({ coLeaderId: id === nobody ? null : id })}
        options={[{ value: nobody, label: 'Nobody' }, ...leaders]}
        error={faults.coLeaderId}
      />
      <Pick
        label="Programme"
        value={group.programmeId ?? none}
        onChange={(id) => set({ programmeId: id === none ? null : id })}
        options={[
          { value: none, label: 'No particular programme' },
          ...(programmes.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        error={faults.programmeId}
      />
    </>
  );
}
