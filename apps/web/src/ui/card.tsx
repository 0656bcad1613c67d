import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export interface CardProps {
  children: ReactNode;
  className?: string;
  /** Removes the inner space, for rows that bring their own. */
  flush?: boolean;
}

export function Card({ children, className = '', flush = false }: CardProps) {
  return (
    <section
      className={`overflow-hidden rounded-card border border-line bg-surface ${flush ? '' : 'p-4'} ${className}`}
    >
      {children}
    </section>
  );
}

export function CardTitle({ children }: { children: ReactNode }) {
  return <h2 className="text-17">{children}</h2>;
}

/** Rows with a line between them. */
export function Rows({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className="divide-y divide-line" aria-label={label}>
      {children}
    </ul>
  );
}

export interface RowProps {
  /** An avatar or an icon in a round. */
  lead?: ReactNode;
  title: ReactNode;
  /** Small words after the title, such as a time. */
  beside?: ReactNode;
  text?: ReactNode;
  /** What stands at the end; a link gets a chevron by itself. */
  trail?: ReactNode;
  to?: string;
  /** Does something instead of leading somewhere. */
  onPress?: () => void;
}

export function Row({ lead, title, beside, text, trail, to, onPress }: RowProps) {
  const inner = (
    <>
      {lead}
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-16 font-semibold wrap-anywhere text-ink">{title}</span>
          {beside && <span className="text-12 text-ink-3">{beside}</span>}
        </span>
        {text && <span className="block text-14 text-ink-2">{text}</span>}
      </span>
      {trail}
      {(to ?? onPress) && <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-3" />}
    </>
  );
  const shape = 'flex min-h-16 items-center gap-3 px-4 py-3';
  const live = `${shape} w-full -outline-offset-2! text-left transition-colors duration-120 hover:bg-canvas`;
  if (to)
    return (
      <li>
        <Link to={to} className={live}>
          {inner}
        </Link>
      </li>
    );
  if (onPress)
    return (
      <li>
        <button type="button" className={`${live} cursor-pointer`} onClick={onPress}>
          {inner}
        </button>
      </li>
    );
  return (
    <li>
      <div className={shape}>{inner}</div>
    </li>
  );
}

const rounds = {
  pine: 'bg-pine-soft text-pine-ink',
  lamp: 'bg-lamp-soft text-lamp-ink',
  help: 'bg-help-soft text-help-ink',
  hold: 'bg-hold-soft text-hold-ink',
  plain: 'bg-sunken text-ink-2',
};

/** An icon in a round of 40 px, as the lead of a row. */
export function IconRound({ tone = 'plain', children }: { tone?: keyof typeof rounds; children: ReactNode }) {
  return (
    <span
      aria-hidden
      className={`inline-flex size-10 shrink-0 items-center justify-center rounded-full [&_svg]:size-5 ${rounds[tone]}`}
    >
      {children}
    </span>
  );
}
