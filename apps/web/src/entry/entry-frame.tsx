import type { ReactNode } from 'react';
import { HelpButton } from '../help/help-button.js';
import { Logo } from '../shell/logo.js';

/** The frame of what stands before signing in: the mark, Help, one card. */
export function EntryFrame({
  title,
  text,
  children,
}: {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col bg-canvas">
      <header className="flex items-center justify-between px-5 py-4">
        <span className="flex items-center gap-2 text-17 font-semibold">
          <Logo />
          Homegroup
        </span>
        <HelpButton />
      </header>
      <main className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center px-4 pb-24">
        <h1 className="text-28 tracking-tight">{title}</h1>
        {text && <p className="mt-1 text-16 text-ink-2">{text}</p>}
        <div className="mt-6">{children}</div>
      </main>
    </div>
  );
}
