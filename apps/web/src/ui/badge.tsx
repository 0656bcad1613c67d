import type { ReactNode } from 'react';

export type Tone = 'pine' | 'lamp' | 'hold' | 'help' | 'danger' | 'plain';

export const softTone: Record<Tone, string> = {
  pine: 'bg-pine-soft text-pine-ink',
  lamp: 'bg-lamp-soft text-lamp-ink',
  hold: 'bg-hold-soft text-hold-ink',
  help: 'bg-help-soft text-help-ink',
  danger: 'bg-danger-soft text-danger-ink',
  plain: 'bg-sunken text-ink-2',
};

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-lg px-2 py-0.5 text-12 font-semibold whitespace-nowrap ${softTone[tone]}`}
    >
      {children}
    </span>
  );
}

/** A number that waits, as in the navigation; `label` says of what. Nothing at zero. */
export function Count({ value, label, quiet = false }: { value: number; label: string; quiet?: boolean }) {
  if (value <= 0) return null;
  return (
    <span
      className={`inline-flex h-5.5 min-w-5.5 items-center justify-center rounded-full px-1.5 text-12 font-semibold ${quiet ? 'bg-sunken text-ink-2' : 'bg-pine text-on-pine'}`}
    >
      <span aria-hidden>{value > 99 ? '99+' : value}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
