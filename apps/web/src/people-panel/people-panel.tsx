import { isStaffRole } from '@homegroup/protocol';
import { Lock, LockOpen, LogOut } from 'lucide-react';
import { useState } from 'react';
import { type Somebody, useConversation } from '../conversation/conversation-context.js';
import { inert } from '../conversation/mentions.js';
import { hereWords } from '../conversations/room-words.js';
import { usePlace } from '../live/live-context.js';
import { Avatar } from '../ui/avatar.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { roleName } from '../ui/names.js';
import { Check } from '../ui/pick.js';
import { untilWords } from '../ui/times.js';
import { useNow } from '../ui/use-now.js';
import { PersonMenu } from './person-menu.js';

/** The seats: who is here, who leads; the agreement; a moderator's room actions. */
export function PeoplePanel({ headed }: { headed: boolean }) {
  const { detail, act, meId } = useConversation();
  const [legal, setLegal] = useState(false);
  const place = usePlace(detail.id);
  const known = place?.state === 'known';
  const present = new Set(known ? place.present : []);
  const seated = detail.people
    .filter((person) => person.member)
    .sort(
      (a, b) =>
        Number(b.leader) - Number(a.leader) ||
        Number(present.has(b.id)) - Number(present.has(a.id)) ||
        a.name.localeCompare(b.name),
    );
  const active = detail.standing === 'active';
  const own = seated.find((person) => person.id === meId);
  return (
    <div className={`space-y-5 pb-4 ${headed ? 'pt-4' : ''}`}>
      <section>
        {headed && (
          <div className="flex items-baseline justify-between px-4 pb-1">
            <h2 className="text-17">People, {seated.length}</h2>
            <p className="text-14 text-ink-2">{active ? hereWords(place) : ''}</p>
          </div>
        )}
        <ul aria-label="People">
          {seated.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              legal={legal}
              here={known && active ? present.has(person.id) : null}
            />
          ))}
        </ul>
      </section>
      {detail.moderator && active && (
        <section className="mx-4 flex flex-col gap-2 rounded-card border border-line bg-surface px-4 py-2 max-lg:pb-4">
          <Check label="Show legal names" value={legal} onChange={setLegal} />
          <Button
            tone="outline"
            fullWidth
            // On a desktop it stands in the room's head.
            className="lg:hidden"
            icon={detail.locked ? LockOpen : Lock}
            onPress={() => act({ kind: detail.locked ? 'unlock' : 'lock' })}
          >
            {detail.locked ? 'Open for writing' : 'Close for writing'}
          </Button>
        </section>
      )}
      {detail.agreement && (
        <section className="px-4">
          <details className="rounded-card border border-line bg-surface">
            <summary className="min-h-11 cursor-pointer rounded-card px-4 py-2.5 text-16 font-semibold">
              The agreement, version {detail.agreement.version}
            </summary>
            <p className="px-4 pb-4 text-14 whitespace-pre-wrap wrap-anywhere text-ink-2" dir="auto">
              {inert(detail.agreement.text)}
            </p>
          </details>
        </section>
      )}
      {active && own && !isStaffRole(own.role) && detail.groupId && (
        <div className="px-4">
          <Button
            tone="ghost"
            size="sm"
            icon={LogOut}
            onPress={() => detail.groupId && act({ kind: 'leave', groupId: detail.groupId })}
          >
            Leave this group
          </Button>
        </div>
      )}
    </div>
  );
}

function PersonRow({ person, here, legal }: { person: Somebody; here: boolean | null; legal: boolean }) {
  const { detail, meId } = useConversation();
  const now = useNow();
  const muted = person.mutedUntil !== null && Date.parse(person.mutedUntil) > now;
  const staff = isStaffRole(person.role);
  return (
    <li className="flex min-h-13 items-center gap-3 px-4 py-1.5">
      <Avatar person={person} size="md" {...(here !== null && { here })} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <bdi className="min-w-0 text-16 font-semibold wrap-anywhere">{person.name}</bdi>
          {person.id === meId && <span className="text-12 text-ink-2">you</span>}
          {person.leader && <span className="text-12 text-ink-2">leads</span>}
        </p>
        <p className="text-12 text-ink-2">
          {[
            staff && roleName(person.role),
            here !== null && (here ? 'here' : 'not here'),
            legal && person.legalName,
          ]
            .filter(Boolean)
            .join(', ')}
        </p>
      </div>
      {muted && person.mutedUntil && <Badge tone="hold">Muted until {untilWords(person.mutedUntil)}</Badge>}
      {detail.moderator && !staff && person.id !== meId && detail.standing === 'active' && (
        <PersonMenu person={person} muted={muted} />
      )}
    </li>
  );
}
