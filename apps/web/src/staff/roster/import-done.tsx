import type { RosterReport } from '@homegroup/protocol';
import { CircleCheck } from 'lucide-react';
import { Button, LinkButton } from '../../ui/index.js';
import { counted, people, peopleParts } from './roster-words.js';

export function ImportDone({ report, onAgain }: { report: RosterReport; onAgain: () => void }) {
  const { added } = report;
  const persons = people(added);
  const parts = [
    added.programmes > 0 && counted(added.programmes, 'programme', 'programmes'),
    added.groups > 0 && counted(added.groups, 'group', 'groups'),
    persons > 0 && `${counted(persons, 'person', 'people')} (${peopleParts(added)})`,
    added.memberships > 0 && counted(added.memberships, 'seat in a group', 'seats in groups'),
  ].filter((part) => part !== false);
  return (
    <section className="rounded-feature bg-pine-soft p-6">
      <CircleCheck aria-hidden className="size-8 text-pine-ink" />
      <h2 className="mt-3 text-20">{report.applied ? 'The roster is in' : 'Nothing had to be changed'}</h2>
      {report.applied ? (
        <>
          <p className="mt-1">Added, all at once:</p>
          <ul className="mt-1 list-disc space-y-0.5 pl-5">
            {parts.map((part) => (
              <li key={part}>{part}</li>
            ))}
          </ul>
          <p className="mt-3 text-14 text-ink-2">
            Nobody was written to. Make a link for each person from their page when they are ready.
          </p>
        </>
      ) : (
        <p className="mt-1">Everything in this file was known already.</p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <LinkButton to="/people">To people</LinkButton>
        <Button tone="outline" onPress={onAgain}>
          Bring in another
        </Button>
      </div>
    </section>
  );
}
