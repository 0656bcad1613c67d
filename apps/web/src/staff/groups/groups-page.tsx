import { type GroupView, mayCall } from '@homegroup/protocol';
import { Plus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { groupTypeName } from '../../conversations/room-words.js';
import { useMe } from '../../session/use-session.js';
import { Badge, Button, Card, Circle, EmptyState, Page } from '../../ui/index.js';
import { MorePlaces } from '../more-places.js';
import { Waiting } from '../screen-states.js';
import { useGroups } from '../staff-queries.js';
import { CreateGroupSheet } from './create-group-sheet.js';
import { joiningWords, seatsOfGroup, takenWords } from './seats-of-group.js';

export function GroupsPage() {
  const me = useMe();
  const query = useGroups();
  const [creating, setCreating] = useState(false);
  const create = mayCall(me.role, 'groups.create') ? (
    <Button icon={Plus} onPress={() => setCreating(true)}>
      New group
    </Button>
  ) : undefined;
  return (
    <Page
      title="Groups"
      subtitle={me.role === 'counselor' ? 'Those you lead' : undefined}
      width="wide"
      actions={create}
    >
      <Waiting query={query} what="groups" />
      {query.data?.length === 0 && (
        <Card>
          <EmptyState
            icon={UsersRound}
            title="No group yet"
            text={
              me.role === 'counselor'
                ? 'A group appears here when you lead it.'
                : 'A group has its room, its agreement and one or two leaders.'
            }
          />
        </Card>
      )}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3" aria-label="Groups">
        {query.data?.map((group) => (
          <GroupCard key={group.id} group={group} />
        ))}
      </ul>
      <MorePlaces except="groups" />
      {creating && <CreateGroupSheet onClose={() => setCreating(false)} />}
    </Page>
  );
}

function GroupCard({ group }: { group: GroupView }) {
  return (
    <li>
      <Link
        to={`/groups/${group.id}`}
        className="flex h-full items-center gap-4 rounded-card border border-line bg-surface p-4 transition-colors duration-120 hover:bg-canvas"
      >
        <Circle
          size={104}
          seats={seatsOfGroup(group)}
          centre={{ figure: String(group.taken), word: `of ${group.capacity}` }}
        />
        <span className="min-w-0 flex-1 space-y-1">
          <span className="block text-17 font-semibold wrap-anywhere">
            <bdi>{group.name}</bdi>
          </span>
          <span className="block text-14 text-ink-2 wrap-anywhere">
            {group.leaders.length > 0 ? group.leaders.map(({ name }) => name).join(', ') : 'No leader'}
          </span>
          <span className="block text-14 text-ink-2">{groupTypeName(group.type)}</span>
          <span className="block text-14 text-ink-2">{joiningWords(group)}</span>
          <span className="flex flex-wrap gap-1 pt-1">
            <Badge tone={group.taken >= group.capacity ? 'hold' : 'pine'}>{takenWords(group)}</Badge>
          </span>
        </span>
      </Link>
    </li>
  );
}
