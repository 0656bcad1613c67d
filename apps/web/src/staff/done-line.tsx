import { CircleCheck } from 'lucide-react';

/** Says once what has just been done; always there, so that it is read out when it changes. */
export function DoneLine({ children }: { children: string | null }) {
  return (
    <output className="block">
      {children && (
        <span className="mb-4 flex items-start gap-3 rounded-card bg-pine-soft p-4 text-14 text-pine-ink">
          <CircleCheck aria-hidden className="size-5 shrink-0" />
          <span className="wrap-anywhere">{children}</span>
        </span>
      )}
    </output>
  );
}
