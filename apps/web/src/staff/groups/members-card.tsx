import { type GroupDetail, mayCall } from '@homegroup/protocol';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../../session/use-session.js';
import { Avatar, Badge, Button, Card, CardTitle, EmptyState, LinkButton, longDay } from '../../ui/index.js';
import { membershipWords } from '../care-words.js';
import { MembershipSheet, type SeatAct } from '../membership-sheet.js';
import { reinstates, steers } from '../person/rights-over.js';

export interface MembersCardProps {
  group: GroupDetail;
  onDone: (words: string) => void;
}

type Member = GroupDetail['members'][number];

export function MembersCard({ group, onDone }: MembersCardProps) {
  const me = useMe();
  const [act, setAct] = useState<SeatAct | null>(null);
  const ask = (kind: SeatAct['kind'], { person, legalName }: Member) =>
    setAct({
      kind,
      groupId: group.id,
      groupName: group.name,
      personId: person.id,
      personName: legalName ?? person.name,
    });
  return (
    <Card flush>
      <div className="px-4 pt-4">
        <CardTitle>Members</CardTitle>
      </div>
      {group.members.length === 0 && (
        <EmptyState
          title="Nobody yet"
          text="Invite people from their own pages."
          action={
            <LinkButton to="/people" tone="outline">
              To people
            </LinkButton>
          }
        />
      )}
      <ul className="mt-1 divide-y divide-line" aria-label="Members">
        {group.members.map((member) => (
          <MemberRow
            key={member.membershipId}
            member={member}
            current={group.agreementVersion}
            linked={mayCall(me.role, 'people.show')}
            {...(steers(me, group) && { onEnd: () => ask('end', member) })}
            {...(member.status === 'suspended' &&
              reinstates(me, group) && { onReinstate: () => ask('reinstate', member) })}
          />
        ))}
      </ul>
      {act && <MembershipSheet act={act} onDone={onDone} onClose={() => setAct(null)} />}
    </Card>
  );
}

interface MemberRowProps {
  member: Member;
  /** The version of the agreement that holds now. */
  current: number;
  linked: boolean;
  onEnd?: () => void;
  onReinstate?: () => void;
}

function MemberRow({ member, current, linked, onEnd, onReinstate }: MemberRowProps) {
  const { label, tone } = membershipWords[member.status];
  const name = member.legalName ?? member.person.name;
  const accepted = member.agreementVersion;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
      <Avatar person={member.person} />
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {linked ? (
            <Link
              to={`/people/${member.person.id}`}
              className="inline-flex min-h-11 items-center text-16 font-semibold wrap-anywhere underline-offset-2 hover:underline lg:min-h-8"
            >
              <bdi>{name}</bdi>
            </Link>
          ) : (
            <bdi className="py-1 text-16 font-semibold wrap-anywhere">{name}</bdi>
          )}
          {member.person.name !== name && <bdi className="text-14 text-ink-2">{member.person.name}</bdi>}
          <Badge tone={tone}>{label}</Badge>
        </p>
        <p className="text-14 text-ink-2">
          {member.since && `Since ${longDay(member.since)}. `}
          {agreementWords(accepted, current)}
        </p>
      </div>
      {onReinstate && (
        <Button tone="outline" size="sm" onPress={onReinstate}>
          Bring back
          <span className="sr-only"> {name}</span>
        </Button>
      )}
      {onEnd && (
        <Button tone="ghost" size="sm" onPress={onEnd}>
          {member.status === 'invited' ? 'Withdraw' : 'End'}
          <span className="sr-only"> the seat of {name}</span>
        </Button>
      )}
    </li>
  );
}

function agreementWords(accepted: number | null, current: number): string {
  if (accepted === current) return `Accepted agreement ${current}.`;
  return accepted === null
    ? 'No agreement accepted yet.'
    : `Accepted agreement ${accepted}, asked for ${current}.`;
}
