import { Check } from 'lucide-react';
import type { ImportStep } from './use-import.js';

const steps = [
  { at: 'upload', label: 'Upload' },
  { at: 'checked', label: 'Check' },
  { at: 'done', label: 'Bring in' },
] as const;

/** Where one stands of three steps. */
export function ImportSteps({ at }: { at: ImportStep['at'] }) {
  const present = steps.findIndex((step) => step.at === at);
  return (
    <ol className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2 text-14" aria-label="Steps">
      {steps.map((step, index) => {
        const over = index < present || at === 'done';
        const now = index === present && !over;
        return (
          <li
            key={step.at}
            className="flex items-center gap-2"
            {...(index === present && { 'aria-current': 'step' as const })}
          >
            {index > 0 && <span aria-hidden className="h-px w-8 bg-line-strong" />}
            <span
              aria-hidden
              className={`inline-flex size-6 items-center justify-center rounded-full text-12 font-semibold ${now ? 'bg-pine text-on-pine' : over ? 'bg-pine-soft text-pine-ink' : 'border border-line-strong text-ink-2'}`}
            >
              {over ? <Check className="size-3.5" /> : index + 1}
            </span>
            <span className={now ? 'font-semibold' : 'text-ink-2'}>
              {step.label}
              {over && <span className="sr-only">, done</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
