import type { DischargeResult, PersonDetail } from '@homegroup/protocol';
import { Button, Circle, Sheet } from '../../ui/index.js';

export interface DischargeDoneProps {
  person: PersonDetail;
  result: DischargeResult;
  onClose: () => void;
}

/** What happened, as the server did it. */
export function DischargeDone({ person, result, onClose }: DischargeDoneProps) {
  const completed = result.episode.dischargeReason === 'completed';
  return (
    <Sheet
      open
      onClose={onClose}
      title={completed ? `${person.legalName} has graduated` : `${person.legalName} was discharged`}
      footer={<Button onPress={onClose}>Done</Button>}
    >
      <div className="flex items-start gap-4">
        {completed && (
          <Circle size={72} seats={['leader-here', 'here', 'here', 'here', 'here', 'here', 'here', 'here']} />
        )}
        <ul className="list-disc space-y-1.5 pl-5 wrap-anywhere">
          <li>{`${result.episode.programme} is finished.`}</li>
          <li>{seats(result.endedGroups, 'ended')}</li>
          {completed && <li>{seats(result.keptGroups, 'stays')}</li>}
          {completed && (
            <li>
              {result.alumniInvited
                ? 'The invitation to the alumni circle waits for their answer.'
                : 'No invitation to the alumni circle was made.'}
            </li>
          )}
          {completed ? (
            <li>{person.displayName} sees a quiet screen that says so.</li>
          ) : (
            <li>
              {result.episode.dischargeReason === 'death'
                ? 'Live access has ended. All they wrote is kept.'
                : 'Live access has ended. They still sign in and read what was theirs.'}
            </li>
          )}
        </ul>
      </div>
    </Sheet>
  );
}

function seats(groups: readonly string[], what: 'ended' | 'stays'): string {
  if (groups.length === 0) return what === 'ended' ? 'No seat ended.' : 'No seat was left to stay.';
  const names = groups.join(', ');
  if (what === 'ended')
    return groups.length === 1 ? `The seat in ${names} ended.` : `The seats in ${names} ended.`;
  return groups.length === 1 ? `The seat in ${names} stays.` : `The seats in ${names} stay.`;
}
