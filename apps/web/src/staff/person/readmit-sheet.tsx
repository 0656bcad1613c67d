import { HomegroupError, type PersonDetail } from '@homegroup/protocol';
import { useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { ErrorNotice, Field, Pick } from '../../ui/index.js';
import { useClinicalStaff } from '../clinical-staff.js';
import { ReasonSheet } from '../reason-sheet.js';
import { useProgrammes, useRefreshCare } from '../staff-queries.js';
import { useToday } from '../use-today.js';

export interface ReadmitSheetProps {
  person: PersonDetail;
  onDone: (words: string) => void;
  onClose: () => void;
}

const missing = 'Choose the primary counselor.';

/** A new episode of care for somebody whose last one is over. */
export function ReadmitSheet({ person, onDone, onClose }: ReadmitSheetProps) {
  const call = useCall();
  const refresh = useRefreshCare();
  const today = useToday();
  const programmes = useProgrammes();
  const { options, error, retry } = useClinicalStaff();
  const [programmeId, setProgrammeId] = useState(person.episodes[0]?.programmeId ?? '');
  const [counselorId, setCounselorId] = useState<string | null>(null);
  const [startedOn, setStartedOn] = useState(today);
  const [fault, setFault] = useState<string>();
  const alumnus = person.alumni?.status === 'active';
  return (
    <ReasonSheet
      title={`Take ${person.legalName} into treatment again`}
      submit="Open a new episode"
      onClose={onClose}
      onSubmit={async (reason) => {
        setFault(counselorId ? undefined : missing);
        if (!counselorId) throw new HomegroupError('invalid_input', missing);
        await call('care.readmit', {
          params: { id: person.id },
          body: { programmeId, primaryCounselorId: counselorId, startedOn, reason },
        });
        await refresh();
        onDone(`${person.legalName} is in treatment again.`);
      }}
    >
      {(error ?? programmes.error) && (
        <ErrorNotice
          error={error ?? programmes.error}
          onRetry={() => {
            retry();
            void programmes.refetch();
          }}
        />
      )}
      <p>
        A new episode of care begins; the finished one stays as it was.
        {alumnus &&
          ' Their alumni membership and its seat pause until they complete again, and nothing of it is lost.'}
      </p>
      <Pick
        label="Programme"
        value={programmeId}
        onChange={setProgrammeId}
        options={(programmes.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        required
      />
      <Pick
        label="Primary counselor"
        value={counselorId}
        onChange={setCounselorId}
        options={options}
        error={counselorId ? undefined : fault}
        required
      />
      <Field label="Episode begins on" type="date" value={startedOn} onChange={setStartedOn} required />
    </ReasonSheet>
  );
}
