import { createContext, type KeyboardEvent, type ReactNode, use, useRef } from 'react';
import type { Row } from './rows.js';
import { useKeepFocus } from './use-keep-focus.js';

export const FeedKeysContext = createContext<(event: KeyboardEvent<HTMLElement>, key: string) => void>(
  () => undefined,
);

export const rowElementId = (key: string): string => `row-${key}`;

export interface FeedItemProps {
  row: Row;
  /** The one of the feed that Tab leads to. */
  tabStop: boolean;
  label: string;
  className: string;
  children: ReactNode;
}

/** One entry of the feed. Entries take the focus, so that arrow keys can lead from one to the next (ARIA: feed). */
export function FeedItem({ row, tabStop, label, className, children }: FeedItemProps) {
  const onKey = use(FeedKeysContext);
  const article = useRef<HTMLElement>(null);
  useKeepFocus(article, row.key);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      ref={article}
      id={rowElementId(row.key)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={tabStop ? 0 : -1}
      aria-label={label}
      className={className}
      onKeyDown={(event) => event.target === event.currentTarget && onKey(event, row.key)}
    >
      {children}
    </article>
  );
}
