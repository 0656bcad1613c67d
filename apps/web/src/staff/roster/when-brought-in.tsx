import type { RosterReport } from '@homegroup/protocol';
import { Layers, Mail, UserPlus, Users, UsersRound } from 'lucide-react';
import { newAndKnown, people, peopleParts } from './roster-words.js';

export function WhenBroughtIn({ report }: { report: RosterReport }) {
  const { added, known } = report;
  const parts = peopleParts(added);
  const persons = newAndKnown(people(added), people(known), 'person', 'people');
  const lines = [
    { icon: Layers, text: newAndKnown(added.programmes, known.programmes, 'programme', 'programmes') },
    { icon: UsersRound, text: newAndKnown(added.groups, known.groups, 'group', 'groups') },
    { icon: UserPlus, text: persons && (parts ? `${persons}: ${parts} to add` : persons) },
    {
      icon: Users,
      text: newAndKnown(added.memberships, known.memberships, 'seat in a group', 'seats in groups'),
    },
  ].filter(({ text }) => text !== null);
  return (
    <section>
      <h2 className="text-17">When you bring it in</h2>
      {report.faults.length > 0 && (
        <p className="text-14 text-ink-2">As far as it can be read now, without the lines to correct.</p>
      )}
      <ul className="mt-2 space-y-2 text-14 text-ink-2">
        {lines.map(({ icon: Icon, text }) => (
          <li key={text} className="flex items-start gap-2.5">
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-pine-ink" />
            {text}
          </li>
        ))}
        {people(added) > 0 && (
          <li className="flex items-start gap-2.5">
            <Mail aria-hidden className="mt-0.5 size-4 shrink-0 text-pine-ink" />
            Invitations wait for you. They name neither the programme nor the reason.
          </li>
        )}
      </ul>
    </section>
  );
}
