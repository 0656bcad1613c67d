import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { softTone, type Tone } from './badge.js';

export interface CalloutProps {
  tone: Tone;
  icon?: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}

/** A coloured card that says one thing; a colour means one thing (hold: waiting, lamp: next, danger: ended). */
export function Callout({ tone, icon: Icon, title, children, actions }: CalloutProps) {
  return (
    <section className={`rounded-card p-4 ${softTone[tone]}`}>
      <div className="flex items-start gap-3">
        {Icon && <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />}
        <div className="min-w-0 flex-1">
          <h2 className="text-16 font-semibold wrap-anywhere">{title}</h2>
          {children && <div className="mt-1 text-14 text-ink wrap-anywhere">{children}</div>}
        </div>
      </div>
      {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
    </section>
  );
}
