import { type GroupDetail, mayCall } from '@homegroup/protocol';
import { MessageCircle, Play } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useParams } from 'react-router';
import { groupTypeName } from '../../conversations/room-words.js';
import { useConversationsQuery } from '../../conversations/use-conversations.js';
import { useMe } from '../../session/use-session.js';
import {
  Avatar,
  Button,
  Card,
  CardTitle,
  Circle,
  LinkButton,
  longDay,
  Page,
  roleName,
} from '../../ui/index.js';
import { DoneLine } from '../done-line.js';
import { Fact, Facts } from '../facts.js';
import { steers } from '../person/rights-over.js';
import { Waiting } from '../screen-states.js';
import { useGroup } from '../staff-queries.js';
import { WayBack } from '../way-back.js';
import { AgreementCard } from './agreement-card.js';
import { ChangeLeadersSheet } from './change-leaders-sheet.js';
import { MembersCard } from './members-card.js';
import { joiningWords, seatsOfGroup, takenWords } from './seats-of-group.js';
import { StartGroupSheet } from './start-group-sheet.js';

export function GroupPage() {
  const { id = '' } = useParams();
  return <OneGroup key={id} id={id} />;
}

function OneGroup({ id }: { id: string }) {
  const query = useGroup(id);
  if (!query.data || query.error)
    return (
      <Page title={query.error ? 'Group' : 'One moment'} over={<WayBack to="/groups">Groups</WayBack>}>
        <Waiting query={query} what="the group" rows={6} back={{ to: '/groups', label: 'To groups' }} />
      </Page>
    );
  return <Details group={query.data} />;
}

function Details({ group }: { group: GroupDetail }) {
  const me = useMe();
  const rooms = useConversationsQuery();
  const location = useLocation() as { state: { done?: string } | null };
  const [done, setDone] = useState<string | null>(location.state?.done ?? null);
  const [starting, setStarting] = useState(false);
  const [changing, setChanging] = useState(false);
  const mine = rooms.data?.some(({ id }) => id === group.conversationId) ?? false;
  const mayStart = group.startedOn === null && steers(me, group);
  const actions = (mine || mayStart) && (
    <>
      {mayStart && (
        <Button tone="outline" icon={Play} onPress={() => setStarting(true)}>
          Start the group
        </Button>
      )}
      {mine && (
        <LinkButton to={`/rooms/${group.conversationId}`} icon={MessageCircle}>
          To the room
        </LinkButton>
      )}
    </>
  );
  return (
    <Page
      over={<WayBack to="/groups">Groups</WayBack>}
      title={<bdi className="wrap-anywhere">{group.name}</bdi>}
      subtitle={[groupTypeName(group.type), group.programme].filter(Boolean).join(', ')}
      width="wide"
      actions={actions || undefined}
    >
      <DoneLine>{done}</DoneLine>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
        <div className="lg:col-start-2">
          <Card>
            <div className="flex items-center gap-4">
              <Circle
                size={112}
                seats={seatsOfGroup(group)}
                centre={{ figure: String(group.taken), word: `of ${group.capacity}` }}
              />
              <div>
                <CardTitle>Seats</CardTitle>
                <p className="text-14 text-ink-2">{takenWords(group)}</p>
                <p className="text-14 text-ink-2">{joiningWords(group)}</p>
              </div>
            </div>
            <Facts>
              <Fact name="Started">{group.startedOn ? longDay(group.startedOn) : 'Not yet'}</Fact>
            </Facts>
            <h3 className="mt-4 text-14">{group.leaders.length === 1 ? 'Leader' : 'Leaders'}</h3>
            {group.leaders.length === 0 && <p className="mt-1 text-14 text-ink-2">Nobody leads it now.</p>}
            <ul className="mt-2 space-y-2">
              {group.leaders.map((leader) => (
                <li key={leader.id} className="flex items-center gap-3">
                  <Avatar person={leader} size="md" />
                  <span className="min-w-0">
                    <span className="block font-semibold wrap-anywhere">{leader.name}</span>
                    <span className="block text-14 text-ink-2">{roleName(leader.role)}</span>
                  </span>
                </li>
              ))}
            </ul>
            {mayCall(me.role, 'groups.changeLeaders') && (
              <div className="mt-4">
                <Button tone="outline" onPress={() => setChanging(true)}>
                  Change leaders
                </Button>
              </div>
            )}
          </Card>
        </div>
        <div className="lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <MembersCard group={group} onDone={setDone} />
        </div>
        <div className="lg:col-start-2">
          <AgreementCard group={group} onDone={setDone} />
        </div>
      </div>
      {changing && <ChangeLeadersSheet group={group} onDone={setDone} onClose={() => setChanging(false)} />}
      {starting && <StartGroupSheet group={group} onDone={setDone} onClose={() => setStarting(false)} />}
    </Page>
  );
}
