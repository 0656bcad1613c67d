import { isStaffRole, type PersonDetail } from '@homegroup/protocol';
import { useState } from 'react';
import { useLocation, useParams } from 'react-router';
import { useMe } from '../../session/use-session.js';
import { Avatar, Badge, Page, roleName } from '../../ui/index.js';
import { accountWords } from '../care-words.js';
import { DoneLine } from '../done-line.js';
import { Waiting } from '../screen-states.js';
import { usePerson } from '../staff-queries.js';
import { useToday } from '../use-today.js';
import { WayBack } from '../way-back.js';
import { AccountCard } from './account-card.js';
import { AlumniCard } from './alumni-card.js';
import { CareCard } from './care-card.js';
import { ContactCard } from './contact-card.js';
import { HistoryCard } from './history-card.js';
import { MembershipsCard } from './memberships-card.js';
import { rightsOver } from './rights-over.js';

export function PersonPage() {
  const { id = '' } = useParams();
  return <OnePerson key={id} id={id} />;
}

function OnePerson({ id }: { id: string }) {
  const query = usePerson(id);
  if (!query.data || query.error)
    return (
      <Page title={query.error ? 'Person' : 'One moment'} over={<WayBack to="/people">People</WayBack>}>
        <Waiting query={query} what="the person" rows={6} back={{ to: '/people', label: 'To people' }} />
      </Page>
    );
  return <Details person={query.data} />;
}

function Details({ person }: { person: PersonDetail }) {
  const me = useMe();
  const location = useLocation() as { state: { done?: string } | null };
  const [done, setDone] = useState<string | null>(location.state?.done ?? null);
  const rights = rightsOver(me, person, useToday());
  const staff = isStaffRole(person.role);
  const account = accountWords[person.account];
  const card = { person, rights, onDone: setDone };
  return (
    <Page
      over={<WayBack to="/people">People</WayBack>}
      title={
        <span className="flex items-center gap-3">
          <span className="max-sm:hidden">
            <Avatar size="xl" person={{ id: person.id, name: person.displayName, role: person.role }} />
          </span>
          <bdi className="min-w-0 wrap-anywhere">{person.legalName}</bdi>
        </span>
      }
      subtitle={
        <span className="mt-2 flex flex-wrap items-center gap-2">
          <Badge>{roleName(person.role)}</Badge>
          <Badge tone={account.tone}>{`Account: ${account.label.toLowerCase()}`}</Badge>
          {!staff && (
            <span>
              Peers see <bdi className="font-semibold">{person.displayName}</bdi>
            </span>
          )}
        </span>
      }
      width="wide"
    >
      <DoneLine>{done}</DoneLine>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="space-y-4">
          {!staff && <CareCard {...card} />}
          {!staff && <MembershipsCard {...card} />}
          {staff && <AccountCard {...card} />}
        </div>
        <div className="space-y-4">
          {!staff && <AccountCard {...card} />}
          {!staff && <AlumniCard {...card} />}
          <ContactCard {...card} />
          <HistoryCard person={person} />
        </div>
      </div>
    </Page>
  );
}
