import { type Role, roles } from '@homegroup/protocol';
import { useMe } from '../../session/use-session.js';
import { Field, Pick, roleName } from '../../ui/index.js';
import { accountWords } from '../care-words.js';
import type { PeopleFilter } from './filter-people.js';

export interface PeopleFiltersProps {
  value: PeopleFilter;
  onChange: (filter: PeopleFilter) => void;
}

const participants: readonly Role[] = ['client', 'alumnus', 'former'];
type AccountChoice = PeopleFilter['account'];

export function PeopleFilters({ value, onChange }: PeopleFiltersProps) {
  const me = useMe();
  // A counselor's list holds no colleagues.
  const known = me.role === 'counselor' ? participants : roles;
  const accounts = Object.entries(accountWords) as [Exclude<AccountChoice, 'all'>, { label: string }][];
  return (
    <search className="mb-4 grid gap-3 sm:grid-cols-[2fr_1fr_1fr]" aria-label="Find people">
      <Field
        label="Search"
        type="search"
        placeholder="Name, e-mail, group, counselor"
        value={value.words}
        onChange={(words) => onChange({ ...value, words })}
      />
      <Pick<PeopleFilter['role']>
        label="Role"
        value={value.role}
        onChange={(role) => onChange({ ...value, role })}
        options={[
          { value: 'all', label: 'All roles' },
          ...(me.role === 'counselor' ? [] : [{ value: 'staff' as const, label: 'All staff' }]),
          ...known.map((role) => ({ value: role, label: roleName(role) })),
        ]}
      />
      <Pick<AccountChoice>
        label="Account"
        value={value.account}
        onChange={(account) => onChange({ ...value, account })}
        options={[
          { value: 'all', label: 'All accounts' },
          ...accounts.map(([account, { label }]) => ({ value: account, label })),
        ]}
      />
    </search>
  );
}
