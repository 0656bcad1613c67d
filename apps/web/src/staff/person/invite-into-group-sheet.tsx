import type { PersonDetail } from '@homegroup/protocol';
import { type SyntheticEvent, useId, useState } from 'react';
import { groupTypeName } from '../../conversations/room-words.js';
import { useCall, useMe } from '../../session/use-session.js';
import { Button, Choice, ErrorNotice, Field, Sheet, SkeletonRows } from '../../ui/index.js';
import { focusFirstFault } from '../focus-first-fault.js';
import { useGroups, useRefreshCare } from '../staff-queries.js';
import { useFocusBack } from '../use-focus-back.js';
import { useTask } from '../use-task.js';
import { groupsFor, seatWords } from './groups-for.js';

export interface InviteIntoGroupSheetProps {
  person: PersonDetail;
  onDone: (words: string) => void;
  onClose: () => void;
}

export function InviteIntoGroupSheet({ person, onDone, onClose }: InviteIntoGroupSheetProps) {
  useFocusBack();
  const form = useId();
  const me = useMe();
  const call = useCall();
  const refresh = useRefreshCare();
  const groups = useGroups();
  const task = useTask();
  const [groupId, setGroupId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const offers = groupsFor(person, groups.data ?? [], me);
  const chosen = offers.find(({ group }) => group.id === groupId);
  const short = chosen?.needsReason && reason.trim().length < 3 ? 'Say why in a few words.' : undefined;
  const submit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (!chosen || short) return focusFirstFault(event.currentTarget);
    const body = { personId: person.id, ...(chosen.needsReason && { overrideReason: reason.trim() }) };
    const invited = await task.run(async () => {
      await call('groups.invite', { params: { id: chosen.group.id }, body });
      await refresh();
    });
    if (!invited) return;
    onDone(`${person.legalName} is invited into ${chosen.group.name}. The seat is theirs once they take it.`);
    onClose();
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={`Invite ${person.legalName} into a group`}
      subtitle="They take the seat themselves, after reading the agreement."
      dismissable={!task.pending}
      footer={
        <>
          <Button tone="outline" onPress={onClose} isDisabled={task.pending}>
            {groups.data && offers.length === 0 ? 'Close' : 'Cancel'}
          </Button>
          {offers.length > 0 && (
            <Button type="submit" form={form} pending={task.pending}>
              Invite
            </Button>
          )}
        </>
      }
    >
      <form id={form} noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        {task.error !== null && <ErrorNotice error={task.error} />}
        {groups.error && <ErrorNotice error={groups.error} onRetry={() => void groups.refetch()} />}
        {groups.isPending && <SkeletonRows rows={3} label="Loading groups" />}
        {groups.data && offers.length === 0 && (
          <p>
            {me.role === 'counselor'
              ? 'None of the groups you lead is open to them, or they are in all of them.'
              : 'No group is open to them, or they are in all of them.'}
          </p>
        )}
        {offers.length > 0 && (
          <Choice
            label="Group"
            value={groupId}
            onChange={setGroupId}
            options={offers.map((offer) => ({
              value: offer.group.id,
              label: offer.group.name,
              description: `${groupTypeName(offer.group.type)}. ${seatWords(offer)}`,
            }))}
            error={asked && !chosen ? 'Choose a group.' : undefined}
            required
          />
        )}
        {chosen?.needsReason && (
          <Field
            label="Why now?"
            description="This group has started and takes nobody new, unless one of its leaders says why."
            value={reason}
            onChange={setReason}
            error={asked ? short : undefined}
            maxLength={500}
            required
          />
        )}
      </form>
    </Sheet>
  );
}
