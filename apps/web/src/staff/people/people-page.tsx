import { mayCall } from '@homegroup/protocol';
import { ContactRound, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../../session/use-session.js';
import { Button, Card, EmptyState, LinkButton, Page } from '../../ui/index.js';
import { MorePlaces } from '../more-places.js';
import { Waiting } from '../screen-states.js';
import { usePeople } from '../staff-queries.js';
import { AddPersonSheet } from './add-person-sheet.js';
import { everybody, filterPeople, isFiltered } from './filter-people.js';
import { PeopleFilters } from './people-filters.js';
import { PeopleList } from './people-list.js';

export function PeoplePage() {
  const me = useMe();
  const query = usePeople();
  const [filter, setFilter] = useState(everybody);
  const [adding, setAdding] = useState(false);
  const all = query.data ?? [];
  const found = filterPeople(all, filter);
  const mayAdd = mayCall(me.role, 'people.add');
  const add = mayAdd ? (
    <Button icon={UserPlus} onPress={() => setAdding(true)}>
      Add person
    </Button>
  ) : undefined;
  return (
    <Page
      title="People"
      subtitle={me.role === 'counselor' ? 'Those you work with' : undefined}
      width="wide"
      actions={add}
    >
      <Waiting query={query} what="people" rows={8} />
      {query.data && all.length === 0 && <Nobody />}
      {all.length > 0 && (
        <>
          <PeopleFilters value={filter} onChange={setFilter} />
          <output className="mb-2 block text-14 text-ink-2">
            {isFiltered(filter) ? `${found.length} of ${all.length}` : count(all.length)}
          </output>
          {found.length > 0 ? (
            <PeopleList people={found} />
          ) : (
            <Card>
              <EmptyState
                title="Nobody fits"
                text="No name, address, group or counselor is like that."
                action={
                  <Button tone="outline" onPress={() => setFilter(everybody)}>
                    Show everybody
                  </Button>
                }
              />
            </Card>
          )}
        </>
      )}
      <MorePlaces except="people" />
      {adding && <AddPersonSheet onClose={() => setAdding(false)} />}
    </Page>
  );
}

const count = (people: number): string => (people === 1 ? 'One person' : `${people} people`);

function Nobody() {
  const me = useMe();
  return (
    <Card>
      <EmptyState
        icon={ContactRound}
        title="Nobody here yet"
        text={
          me.role === 'counselor'
            ? 'People appear here when you are on their care team or lead their group.'
            : 'Add somebody, or bring in a whole roster from a spreadsheet.'
        }
        action={mayCall(me.role, 'roster.check') && <LinkButton to="/import">Bring in a roster</LinkButton>}
      />
    </Card>
  );
}
