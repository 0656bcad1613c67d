import { Skeleton } from '@heroui/react';
import { CircleAlert, type LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { plainError } from '../session/plain-error.js';
import { Button } from './button.js';

/** Nothing for the first 150 ms (or `after`), so that a quick answer does not flicker. */
export function Late({ children, after = 150 }: { children: ReactNode; after?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return late ? children : null;
}

/** Rows as tall as those which will come. */
export function SkeletonRows({ rows = 3, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <output aria-label={label} className="block divide-y divide-line">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex min-h-16 items-center gap-3 px-4 py-3">
          <Late>
            <Skeleton className="size-10 rounded-full" />
            <div className="flex-1 space-y-2">
              <Skeleton className="h-4 w-2/5 rounded-lg" />
              <Skeleton className="h-3.5 w-3/5 rounded-lg" />
            </div>
          </Late>
        </div>
      ))}
    </output>
  );
}

export interface EmptyStateProps {
  icon?: LucideIcon;
  title: string;
  text?: ReactNode;
  /** The one thing to do. */
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, text, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-10 text-center">
      {Icon && (
        <span
          aria-hidden
          className="mb-3 inline-flex size-12 items-center justify-center rounded-full bg-sunken"
        >
          <Icon className="size-6 text-ink-2" />
        </span>
      )}
      <p className="text-17 font-semibold">{title}</p>
      {text && <p className="mt-1 max-w-sm text-14 text-ink-2">{text}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}

export interface ErrorNoticeProps {
  /** What was thrown, or a sentence. */
  error: unknown;
  onRetry?: () => void;
}

/** What happened, what is kept, what next. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-card bg-danger-soft p-4 text-danger-ink"
    >
      <CircleAlert aria-hidden className="size-5 shrink-0" />
      <p className="min-w-48 flex-1 text-14">{typeof error === 'string' ? error : plainError(error)}</p>
      {onRetry && (
        <Button tone="outline" size="sm" onPress={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
