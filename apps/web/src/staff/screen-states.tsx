import { HomegroupError } from '@homegroup/protocol';
import { Card, EmptyState, ErrorNotice, LinkButton, SkeletonRows } from '../ui/index.js';

interface Query {
  error: unknown;
  isPending: boolean;
  refetch: () => Promise<unknown>;
}

export interface WaitingProps {
  query: Query;
  /** What is being loaded: "people". */
  what: string;
  rows?: number;
  /** For one thing: where to go when there is no such thing. */
  back?: { to: string; label: string };
}

/** What stands where the content will be: nothing, then rows; or what went wrong. Null once there is content. */
export function Waiting({ query, what, rows = 5, back }: WaitingProps) {
  if (query.error instanceof HomegroupError && query.error.code === 'not_found' && back)
    return (
      <Card>
        <EmptyState
          title="Nothing to show here"
          text="It does not exist, or it is not yours to see."
          action={
            <LinkButton to={back.to} tone="outline">
              {back.label}
            </LinkButton>
          }
        />
      </Card>
    );
  if (query.error) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending)
    return (
      <Card flush>
        <SkeletonRows rows={rows} label={`Loading ${what}`} />
      </Card>
    );
  return null;
}
