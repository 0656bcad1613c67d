import type { ReactNode } from 'react';
import { HelpButton } from '../help/help-button.js';

const widths = { narrow: 'max-w-xl', middle: 'max-w-3xl', wide: 'max-w-6xl' };

export interface PageProps {
  title: ReactNode;
  /** A line above the title. */
  over?: ReactNode;
  /** A line below the title. */
  subtitle?: ReactNode;
  actions?: ReactNode;
  width?: keyof typeof widths;
  children: ReactNode;
}

/** A scrolling screen with its heading; Help stands at its top right on a phone. */
export function Page({ title, over, subtitle, actions, width = 'middle', children }: PageProps) {
  return (
    <div className="h-full overflow-y-auto">
      <div className={`mx-auto w-full px-4 pt-5 pb-8 lg:px-8 lg:pt-7 ${widths[width]}`}>
        <header className="mb-5 flex items-start justify-between gap-3">
          <div className="min-w-0">
            {over && <p className="text-14 text-ink-2">{over}</p>}
            <h1 className="text-28 tracking-tight wrap-break-word">{title}</h1>
            {subtitle && <p className="mt-0.5 text-14 text-ink-2">{subtitle}</p>}
          </div>
          <div className="flex shrink-0 flex-wrap items-center justify-end gap-2">
            <span className="max-lg:hidden lg:contents">{actions}</span>
            <HelpButton className="lg:hidden" />
          </div>
        </header>
        {actions && <div className="mb-4 flex flex-wrap gap-2 lg:hidden">{actions}</div>}
        {children}
      </div>
    </div>
  );
}
