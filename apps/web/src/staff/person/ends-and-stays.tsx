import type { ReactNode } from 'react';
import type { Foretold } from './foretell-discharge.js';

export interface EndsAndStaysProps {
  foretold: Foretold;
  completed: boolean;
}

export function EndsAndStays({ foretold, completed }: EndsAndStaysProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Part title="What ends">
        {foretold.ends.map((group) => (
          <li key={group}>
            The seat in <bdi className="font-semibold">{group}</bdi>
          </li>
        ))}
        <li>Messages with the care team{completed && ', except under continuing contact'}</li>
        {foretold.contactsEnd.map((name) => (
          <li key={name}>Continuing contact with {name}</li>
        ))}
        {!completed && <li>Live access, on open devices too, within two seconds</li>}
      </Part>
      <Part title="What stays">
        {foretold.stays.map((group) => (
          <li key={group}>
            The seat in <bdi className="font-semibold">{group}</bdi>
          </li>
        ))}
        <li>Their account, and all they wrote</li>
        <li>What was said while they were there, to read</li>
        {foretold.contactsStay.map(({ staffName, agreed }) => (
          <li key={staffName}>
            {agreed
              ? `Contact with ${staffName}`
              : `The offer of contact with ${staffName}, until both agree`}
          </li>
        ))}
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rounded-card border border-line bg-surface p-4">
      <h3 className="text-17">{title}</h3>
      <ul className="mt-1 list-disc space-y-1 pl-5 text-14 text-ink-2 wrap-anywhere">{children}</ul>
    </section>
  );
}
