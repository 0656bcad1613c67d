import type { HistoryKind } from '@homegroup/protocol';
import { Card, CardTitle, longDay } from '../../ui/index.js';
import type { PersonCardProps } from './person-card.js';

const happened: Record<HistoryKind, string> = {
  disabled: 'The account was closed',
  enabled: 'The account was opened again',
  role_changed: 'The role was changed',
  membership_ended: 'A seat in a group ended',
  brought_in: 'Brought into a group that had started',
  alumni_invited: 'Invited to the alumni circle',
  team_changed: 'The care team was changed',
  readmitted: 'Taken into treatment again',
};

/** What staff did and why, in their words. Nothing while there is nothing. */
export function HistoryCard({ person }: Pick<PersonCardProps, 'person'>) {
  if (person.history.length === 0) return null;
  return (
    <Card>
      <CardTitle>What staff decided</CardTitle>
      <ol className="mt-2 divide-y divide-line">
        {person.history.map((entry) => (
          <li key={`${entry.at} ${entry.kind} ${entry.reason}`} className="py-2">
            <p className="text-14 text-ink-2">
              {happened[entry.kind]}, {longDay(entry.at)}
              {entry.byName && <>, {entry.byName}</>}
            </p>
            <p className="whitespace-pre-wrap wrap-anywhere" dir="auto">
              {entry.reason}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
