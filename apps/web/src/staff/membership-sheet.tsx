import { useCall } from '../session/use-session.js';
import { ReasonSheet } from './reason-sheet.js';
import { useRefreshCare } from './staff-queries.js';

export interface SeatAct {
  kind: 'end' | 'reinstate';
  groupId: string;
  groupName: string;
  personId: string;
  personName: string;
}

export interface MembershipSheetProps {
  act: SeatAct;
  onDone: (words: string) => void;
  onClose: () => void;
}

/** Ends a seat, or gives a suspended one back. */
export function MembershipSheet({ act, onDone, onClose }: MembershipSheetProps) {
  const call = useCall();
  const refresh = useRefreshCare();
  const params = { id: act.groupId, personId: act.personId };
  if (act.kind === 'end')
    return (
      <ReasonSheet
        title={`End the seat of ${act.personName} in ${act.groupName}?`}
        submit="End it"
        tone="danger"
        onClose={onClose}
        onSubmit={async (reason) => {
          await call('groups.endMembership', { params, body: { reason } });
          await refresh();
          onDone(`The seat of ${act.personName} in ${act.groupName} has ended.`);
        }}
      >
        <p>
          They stop reading and writing at once, on open devices too. What was said while they were there
          stays theirs to read.
        </p>
      </ReasonSheet>
    );
  return (
    <ReasonSheet
      title={`Bring ${act.personName} back into ${act.groupName}?`}
      submit="Bring back"
      onClose={onClose}
      onSubmit={async (reason) => {
        const { status } = await call('groups.reinstate', { params, body: { reason } });
        await refresh();
        onDone(
          status === 'active'
            ? `${act.personName} is back in ${act.groupName}.`
            : `${act.personName} is back in ${act.groupName} once they accept the agreement.`,
        );
      }}
    >
      <p>They read and write again from now on. What was said in between stays closed to them.</p>
    </ReasonSheet>
  );
}
