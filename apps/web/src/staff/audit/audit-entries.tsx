import { type AuditEntry, mayCall } from '@homegroup/protocol';
import { Link } from 'react-router';
import { useWide } from '../../conversation/use-wide.js';
import { useMe } from '../../session/use-session.js';
import { Badge, Card, type DataColumn, DataTable } from '../../ui/index.js';
import { actionWords, detailWords, outcomeWords, shortId } from './audit-words.js';

const timeFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const timeOf = (entry: AuditEntry): string => timeFormat.format(new Date(entry.at));

/** Without an actor somebody was not signed in yet, or an operator worked on the server itself. */
function whoOf(entry: AuditEntry): string {
  if (entry.actorId) return entry.actorName ?? 'Somebody';
  return /^(session|invitation)\./.test(entry.action) ? 'Not signed in' : 'On the server';
}

function OutcomeBadge({ entry }: { entry: AuditEntry }) {
  const { label, tone } = outcomeWords[entry.outcome];
  return <Badge tone={tone}>{label}</Badge>;
}

function About({ entry }: { entry: AuditEntry }) {
  const me = useMe();
  const { objectType, objectId } = entry;
  if (!objectType) return null;
  const words = `${objectType.replaceAll('_', ' ')} ${objectId ? shortId(objectId) : ''}`;
  if (objectType === 'person' && objectId && mayCall(me.role, 'people.show'))
    return (
      <Link
        to={`/people/${objectId}`}
        className="inline-flex min-h-11 items-center font-semibold text-pine-ink underline underline-offset-2 lg:min-h-8"
      >
        {words}
      </Link>
    );
  return words;
}

const columns: DataColumn<AuditEntry>[] = [
  { key: 'seq', title: 'No.', cell: (entry) => <span className="tabular-nums">{entry.seq}</span> },
  {
    key: 'at',
    title: 'When',
    cell: (entry) => <span className="whitespace-nowrap tabular-nums">{timeOf(entry)}</span>,
  },
  { key: 'who', title: 'Who', cell: (entry) => <bdi className="wrap-anywhere">{whoOf(entry)}</bdi> },
  { key: 'what', title: 'What', head: true, cell: (entry) => actionWords(entry.action) },
  { key: 'about', title: 'About', cell: (entry) => <About entry={entry} /> },
  {
    key: 'detail',
    title: 'Detail',
    cell: (entry) => (
      <span className="block max-w-80 text-12 text-ink-2 wrap-anywhere">
        {detailWords(entry.detail).join('; ')}
      </span>
    ),
  },
  { key: 'outcome', title: 'Outcome', cell: (entry) => <OutcomeBadge entry={entry} /> },
];

/** A table on a desktop, cards on a phone. */
export function AuditEntries({ entries }: { entries: readonly AuditEntry[] }) {
  const wide = useWide();
  if (wide)
    return (
      <Card flush>
        <DataTable
          label="Audit trail"
          columns={columns}
          rows={entries}
          rowKey={(entry) => String(entry.seq)}
        />
      </Card>
    );
  return (
    <Card flush>
      <ol className="divide-y divide-line" aria-label="Audit trail">
        {entries.map((entry) => (
          <li key={entry.seq} className="space-y-0.5 px-4 py-3 text-14">
            <p className="flex items-center justify-between gap-2 text-12 text-ink-2">
              <span>
                {entry.seq}, {timeOf(entry)}
              </span>
              <OutcomeBadge entry={entry} />
            </p>
            <p className="text-16 font-semibold">{actionWords(entry.action)}</p>
            <p className="wrap-anywhere">
              <bdi>{whoOf(entry)}</bdi>
            </p>
            <p className="text-ink-2 wrap-anywhere">
              <About entry={entry} />
            </p>
            <p className="text-12 text-ink-2 wrap-anywhere">{detailWords(entry.detail).join('; ')}</p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
