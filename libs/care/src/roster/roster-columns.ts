/** What a line of a roster can be. The order is that in which they depend on one another. */
export const recordKinds = ['programme', 'staff', 'group', 'client', 'alumnus'] as const;
export type RecordKind = (typeof recordKinds)[number];

type Use = 'required' | 'optional';

/**
 * The columns, and which record needs or may have which. A file may leave out the columns that none of its lines
 * needs; a column that is not listed for a record stays empty in its lines. docs/ROSTER.md explains each.
 */
export const columns = {
  record: {
    programme: 'required',
    staff: 'required',
    group: 'required',
    client: 'required',
    alumnus: 'required',
  },
  name: { programme: 'required', group: 'required' },
  legal_name: { staff: 'required', client: 'required', alumnus: 'required' },
  display_name: { client: 'required', alumnus: 'required' },
  email: { staff: 'required', client: 'required', alumnus: 'required' },
  handle: { staff: 'optional' },
  role: { staff: 'required' },
  credential_expires: { staff: 'optional' },
  programme: { group: 'optional', client: 'required', alumnus: 'optional' },
  level: { programme: 'required', client: 'optional' },
  weekly_hours: { programme: 'required' },
  planned_weeks: { programme: 'required' },
  ends_at_completion: { programme: 'optional' },
  alumni_group: { programme: 'optional' },
  group_type: { group: 'required' },
  membership: { group: 'required' },
  capacity: { group: 'optional' },
  leaders: { group: 'required' },
  counselor: { client: 'required', alumnus: 'optional' },
  groups: { client: 'optional', alumnus: 'optional' },
  episode_start: { client: 'required', alumnus: 'optional' },
  alumni_since: { alumnus: 'required' },
  contact_until: { alumnus: 'optional' },
} as const satisfies Record<string, Partial<Record<RecordKind, Use>>>;

export type ColumnName = keyof typeof columns;
export const columnNames = Object.keys(columns) as ColumnName[];

export function useOf(column: ColumnName, kind: RecordKind): Use | undefined {
  const uses: Partial<Record<RecordKind, Use>> = columns[column];
  return uses[kind];
}

export const isColumn = (name: string): name is ColumnName => Object.hasOwn(columns, name);
