import type { PersonDetail } from '@homegroup/protocol';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { groupTypeName } from '../../conversations/room-words.js';
import { useMe } from '../../session/use-session.js';
import { Badge, Button, Card, CardTitle, longDay } from '../../ui/index.js';
import { membershipWords } from '../care-words.js';
import { groupTypeOf } from '../group-types.js';
import { MembershipSheet, type SeatAct } from '../membership-sheet.js';
import { useGroups } from '../staff-queries.js';
import { InviteIntoGroupSheet } from './invite-into-group-sheet.js';
import type { PersonCardProps } from './person-card.js';
import { reinstates, steers } from './rights-over.js';

type Membership = PersonDetail['memberships'][number];

export function MembershipsCard({ person, rights, onDone }: PersonCardProps) {
  const me = useMe();
  const groups = useGroups();
  const [inviting, setInviting] = useState(false);
  const [act, setAct] = useState<SeatAct | null>(null);
  const now = person.memberships.filter(({ status }) => status !== 'ended');
  const past = person.memberships.filter(({ status }) => status === 'ended');
  const row = (membership: Membership) => {
    const group = groups.data?.find(({ id }) => id === membership.groupId);
    const seat = {
      groupId: membership.groupId,
      groupName: membership.groupName,
      personId: person.id,
      personName: person.legalName,
    };
    return (
      <Seat
        key={`${membership.groupId} ${membership.from ?? ''}`}
        membership={membership}
        linked={group !== undefined}
        {...(groups.data &&
          membership.status !== 'ended' &&
          steers(me, group) && { onEnd: () => setAct({ kind: 'end', ...seat }) })}
        {...(groups.data &&
          membership.status === 'suspended' &&
          reinstates(me, group) && { onReinstate: () => setAct({ kind: 'reinstate', ...seat }) })}
      />
    );
  };
  return (
    <Card>
      <CardTitle>Groups</CardTitle>
      {now.length === 0 && <p className="mt-2 text-14 text-ink-2">In no group now.</p>}
      <ul className="mt-2 divide-y divide-line" aria-label="Groups now">
        {now.map(row)}
      </ul>
      {rights.inviteIntoGroup && (
        <div className="mt-3">
          <Button tone="outline" icon={UserPlus} onPress={() => setInviting(true)}>
            Invite into a group
          </Button>
        </div>
      )}
      {past.length > 0 && (
        <>
          <h3 className="mt-4 text-14">Before</h3>
          <ul className="divide-y divide-line" aria-label="Groups before">
            {past.map(row)}
          </ul>
        </>
      )}
      {inviting && (
        <InviteIntoGroupSheet person={person} onDone={onDone} onClose={() => setInviting(false)} />
      )}
      {act && <MembershipSheet act={act} onDone={onDone} onClose={() => setAct(null)} />}
    </Card>
  );
}

interface SeatProps {
  membership: Membership;
  /** Whether this member of staff may open the group. */
  linked: boolean;
  onEnd?: () => void;
  onReinstate?: () => void;
}

function Seat({ membership, linked, onEnd, onReinstate }: SeatProps) {
  const { label, tone } = membershipWords[membership.status];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <div className="min-w-44 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {linked ? (
            <Link
              to={`/groups/${membership.groupId}`}
              className="inline-flex min-h-11 items-center text-16 font-semibold wrap-anywhere underline-offset-2 hover:underline lg:min-h-8"
            >
              <bdi>{membership.groupName}</bdi>
            </Link>
          ) : (
            <bdi className="py-1 text-16 font-semibold wrap-anywhere">{membership.groupName}</bdi>
          )}
          <Badge tone={tone}>{label}</Badge>
        </p>
        <p className="text-14 text-ink-2">
          {groupTypeName(groupTypeOf(membership.groupType))}
          {membership.from && `, from ${longDay(membership.from)}`}
          {membership.to && ` to ${longDay(membership.to)}`}
        </p>
      </div>
      {onReinstate && (
        <Button tone="outline" size="sm" onPress={onReinstate}>
          Bring back
          <span className="sr-only"> into {membership.groupName}</span>
        </Button>
      )}
      {onEnd && (
        <Button tone="ghost" size="sm" onPress={onEnd}>
          {membership.status === 'invited' ? 'Withdraw' : 'End'}
          <span className="sr-only"> the seat in {membership.groupName}</span>
        </Button>
      )}
    </li>
  );
}
