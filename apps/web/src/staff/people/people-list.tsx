import type { PersonSummary } from '@homegroup/protocol';
import { useWide } from '../../conversation/use-wide.js';
import { Avatar, Badge, Card, type DataColumn, DataTable, Row, Rows, roleName } from '../../ui/index.js';
import { accountWords } from '../care-words.js';

const toPerson = (person: PersonSummary) => `/people/${person.id}`;
const none = (
  <span className="text-ink-3">
    <span aria-hidden>–</span>
    <span className="sr-only">none</span>
  </span>
);

function AccountBadge({ person }: { person: PersonSummary }) {
  const { label, tone } = accountWords[person.account];
  return <Badge tone={tone}>{label}</Badge>;
}

const columns: DataColumn<PersonSummary>[] = [
  {
    key: 'legal',
    title: 'Legal name',
    head: true,
    cell: (person) => <bdi className="block min-w-36 wrap-anywhere">{person.legalName}</bdi>,
  },
  {
    key: 'display',
    title: 'Display name',
    cell: (person) => <bdi className="block min-w-24 wrap-anywhere">{person.displayName}</bdi>,
  },
  { key: 'role', title: 'Role', cell: (person) => roleName(person.role) },
  { key: 'programme', title: 'Programme', cell: (person) => person.programme ?? none },
  { key: 'primary', title: 'Counselor', cell: (person) => person.primaryCounselor ?? none },
  {
    key: 'groups',
    title: 'Groups',
    cell: (person) => (person.groups.length > 0 ? person.groups.join(', ') : none),
  },
  { key: 'account', title: 'Account', cell: (person) => <AccountBadge person={person} /> },
];

/** A table on a desktop, cards on a phone. */
export function PeopleList({ people }: { people: readonly PersonSummary[] }) {
  const wide = useWide();
  if (wide)
    return (
      <Card flush>
        <DataTable
          label="People"
          columns={columns}
          rows={people}
          rowKey={(person) => person.id}
          rowTo={toPerson}
        />
      </Card>
    );
  return (
    <Card flush>
      <Rows label="People">
        {people.map((person) => (
          <Row
            key={person.id}
            to={toPerson(person)}
            lead={<Avatar person={{ id: person.id, name: person.displayName, role: person.role }} />}
            title={<bdi>{person.legalName}</bdi>}
            {...(person.displayName !== person.legalName && { beside: <bdi>{person.displayName}</bdi> })}
            text={
              <>
                <span className="block">
                  {[roleName(person.role), person.programme].filter(Boolean).join(', ')}
                </span>
                {person.primaryCounselor && <span className="block">With {person.primaryCounselor}</span>}
                {person.groups.length > 0 && <span className="block">{person.groups.join(', ')}</span>}
                {person.account !== 'active' && (
                  <span className="mt-1 block">
                    <AccountBadge person={person} />
                  </span>
                )}
              </>
            }
          />
        ))}
      </Rows>
    </Card>
  );
}
