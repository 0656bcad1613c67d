import { mayCall, type ProgrammeView } from '@homegroup/protocol';
import { Layers } from 'lucide-react';
import { Link } from 'react-router';
import { useMe } from '../../session/use-session.js';
import { Badge, Card, CardTitle, EmptyState, LinkButton, Page } from '../../ui/index.js';
import { levelWords } from '../care-words.js';
import { Fact, Facts } from '../facts.js';
import { typeList } from '../group-types.js';
import { MorePlaces } from '../more-places.js';
import { Waiting } from '../screen-states.js';
import { useGroups, useProgrammes } from '../staff-queries.js';

export function ProgrammesPage() {
  const me = useMe();
  const query = useProgrammes();
  return (
    <Page title="Programmes" width="wide">
      <Waiting query={query} what="programmes" rows={3} />
      {query.data?.length === 0 && (
        <Card>
          <EmptyState
            icon={Layers}
            title="No programme yet"
            text="Programmes come in with a roster."
            action={
              mayCall(me.role, 'roster.check') && <LinkButton to="/import">Bring in a roster</LinkButton>
            }
          />
        </Card>
      )}
      <div className="grid gap-4 lg:grid-cols-2">
        {query.data?.map((programme) => (
          <ProgrammeCard key={programme.id} programme={programme} />
        ))}
      </div>
      <MorePlaces except="programmes" />
    </Page>
  );
}

function ProgrammeCard({ programme }: { programme: ProgrammeView }) {
  const groups = useGroups();
  const circle = groups.data?.find(({ id }) => id === programme.alumniGroupId);
  const { from, to } = programme.weeklyHours;
  const { activeClients } = programme;
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <CardTitle>
          <bdi className="wrap-anywhere">{programme.name}</bdi>
        </CardTitle>
        <Badge tone="pine">
          {activeClients === 1 ? 'One person in treatment' : `${activeClients} people in treatment`}
        </Badge>
      </div>
      <Facts>
        <Fact name="Level of care">{levelWords(programme.levelOfCare)}</Fact>
        <Fact name="Hours a week">{from === to ? from : `${from} to ${to}`}</Fact>
        <Fact name="Planned">
          {programme.plannedWeeks === 1 ? 'One week' : `${programme.plannedWeeks} weeks`}
        </Fact>
        <Fact name="At completion">
          {programme.endsAtCompletion.length > 0
            ? `Seats end in: ${typeList(programme.endsAtCompletion)}. All others stay.`
            : 'Every seat stays.'}
        </Fact>
        <Fact name="Alumni circle">
          {circle ? (
            <Link
              to={`/groups/${circle.id}`}
              className="inline-flex min-h-11 items-center font-semibold text-pine-ink underline underline-offset-2 lg:min-h-8"
            >
              {circle.name}
            </Link>
          ) : programme.alumniGroupId ? (
            'One is named'
          ) : (
            'None yet'
          )}
        </Fact>
      </Facts>
    </Card>
  );
}
