import type { ComponentProps } from 'react';
import type { Components, ContextProp } from 'react-virtuoso';
import { Late } from '../ui/states.js';
import { HistoryRow } from './history-row.js';
import type { Row } from './rows.js';

export interface FeedContext {
  loading: boolean;
  /** The beginning of what this reader may see is held. */
  start: boolean;
  /** Reads the page before. */
  onEarlier: () => void;
  title: string;
  /** Index of the first entry that is held. */
  first: number;
  /** Index of the entry that Tab leads to, counted as the list counts. */
  tabStop: number;
}

type Props<T extends 'div'> = ComponentProps<T> & ContextProp<FeedContext>;

function Scroller({ context: _context, ...props }: Props<'div'>) {
  // One tab stop: the messages have it, not the box that scrolls.
  return <div {...props} tabIndex={-1} />;
}

function List({ context, ...props }: Props<'div'>) {
  return <div {...props} role="feed" aria-busy={context.loading} aria-label={`Messages, ${context.title}`} />;
}

function Header({ context }: ContextProp<FeedContext>) {
  return (
    <div className="flex min-h-6 items-center justify-center gap-3 px-4 pt-1 text-12 text-ink-3">
      {/* It stays while a page is read, so that whoever pressed it keeps their place. */}
      {!context.start && (
        <button
          type="button"
          className="min-h-6 cursor-pointer underline underline-offset-2"
          onClick={context.onEarlier}
        >
          Earlier messages
        </button>
      )}
      {context.loading && <Late>Reading further back</Late>}
    </div>
  );
}

function EmptyPlaceholder() {
  return (
    <div className="flex h-full flex-col items-center justify-center px-6 text-center">
      <p className="text-17 font-semibold">Nothing said yet</p>
      <p className="text-14 text-ink-2">A first word is enough.</p>
    </div>
  );
}

const Footer = () => <div className="h-2" />;

export const feedParts: Components<Row, FeedContext> = { Scroller, List, Header, Footer, EmptyPlaceholder };

export const rowContent = (index: number, row: Row, { tabStop, start, first }: FeedContext) => (
  <>
    {start && index === first && (
      <p className="px-4 pt-2 text-center text-12 text-ink-3">This is where your view of it begins</p>
    )}
    <HistoryRow row={row} tabStop={index === tabStop} />
  </>
);
