import { type CrisisLine, isStaffRole } from '@homegroup/protocol';
import { ChevronRight, CloudOff, MessageSquare, Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useMaybeMe } from '../session/use-session.js';
import { Sheet } from '../ui/sheet.js';
import { useCounselorContact } from './use-counselor-contact.js';

/** Crisis lines first, then one's own counselor. Nothing here waits for the network. */
export function HelpSheet({
  open,
  onClose,
  lines,
}: {
  open: boolean;
  onClose: () => void;
  lines: readonly CrisisLine[];
}) {
  const calm = lines.filter((line) => !line.emergency);
  const urgent = lines.filter((line) => line.emergency);
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title="Reach someone now"
      subtitle="Works with no data and no sign-in."
    >
      <div className="space-y-3 pt-1">
        {calm.map((line) => (
          <CalmLine key={line.name} line={line} />
        ))}
        {urgent.map((line) => (
          <UrgentLine key={line.name} line={line} />
        ))}
        <WriteToCounselor onClose={onClose} />
        <p className="flex items-center justify-center gap-2 pt-3 text-14 text-ink-2">
          <CloudOff aria-hidden className="size-4" />
          Saved on this device, works offline
        </p>
      </div>
    </Sheet>
  );
}

function Dial({ href, className, children }: { href: string; className: string; children: ReactNode }) {
  return (
    <a
      href={href}
      className={`inline-flex min-h-14 flex-1 items-center justify-center gap-2 rounded-control px-4 text-17 font-semibold ${className}`}
    >
      {children}
    </a>
  );
}

function CalmLine({ line }: { line: CrisisLine }) {
  return (
    <section className="rounded-feature bg-help p-4 text-on-help">
      <h3 className="text-17">{line.name}</h3>
      <p className="text-14">{line.detail}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        {line.call && (
          <Dial href={`tel:${line.call}`} className="bg-surface text-help-ink">
            <Phone aria-hidden className="size-5" />
            Call {line.call}
          </Dial>
        )}
        {line.text && (
          <Dial href={`sms:${line.text}`} className="bg-surface text-help-ink">
            <MessageSquare aria-hidden className="size-5" />
            Text {line.text}
          </Dial>
        )}
      </div>
    </section>
  );
}

function UrgentLine({ line }: { line: CrisisLine }) {
  return (
    <section className="flex items-center gap-3 rounded-feature border border-line p-4">
      <div className="min-w-0 flex-1">
        <h3 className="text-16 font-semibold">{line.name}</h3>
        <p className="text-14 text-ink-2">{line.detail}</p>
      </div>
      {line.call && (
        <a
          href={`tel:${line.call}`}
          aria-label={`Call ${line.call}`}
          className="inline-flex min-h-14 shrink-0 items-center gap-2 rounded-control bg-danger px-4 text-17 font-semibold text-on-danger"
        >
          <Phone aria-hidden className="size-5" />
          {line.call}
        </a>
      )}
    </section>
  );
}

function WriteToCounselor({ onClose }: { onClose: () => void }) {
  const me = useMaybeMe();
  const contact = useCounselorContact(me !== null && !isStaffRole(me.role));
  const navigate = useNavigate();
  if (!contact) return null;
  return (
    <button
      type="button"
      onClick={() => {
        onClose();
        void contact.open().then((path) => navigate(path));
      }}
      className="flex w-full cursor-pointer items-center gap-3 rounded-feature bg-help-soft p-4 text-left"
    >
      <span className="min-w-0 flex-1">
        <span className="block text-16 font-semibold">Write to {contact.name}</span>
        <span className="block text-14 text-ink-2">Not for emergencies: read when they are next here</span>
      </span>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-2" />
    </button>
  );
}
