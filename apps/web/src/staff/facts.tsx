import type { ReactNode } from 'react';

/** Names and what they are, one below the other on a phone. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="mt-3 grid gap-x-4 gap-y-2 sm:grid-cols-[9rem_1fr]">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-14 text-ink-2 max-sm:-mb-2">{name}</dt>
      <dd className="text-14 wrap-anywhere">{children}</dd>
    </>
  );
}
