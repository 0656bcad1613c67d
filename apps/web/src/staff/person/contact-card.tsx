import type { ContinuingContactView } from '@homegroup/protocol';
import { Handshake } from 'lucide-react';
import { useState } from 'react';
import { useCall, useMe } from '../../session/use-session.js';
import { Badge, Button, Card, CardTitle, ErrorNotice, longDay } from '../../ui/index.js';
import { useRefreshCare } from '../staff-queries.js';
import { useTask } from '../use-task.js';
import { useToday } from '../use-today.js';
import { EndContactSheet } from './end-contact-sheet.js';
import { OfferContactSheet } from './offer-contact-sheet.js';
import type { PersonCardProps } from './person-card.js';
import { isOver } from './rights-over.js';

/** Agreements to stay reachable after graduation. Nothing while there is none and none to offer. */
export function ContactCard({ person, rights, onDone }: PersonCardProps) {
  const [offering, setOffering] = useState(false);
  const [ending, setEnding] = useState<ContinuingContactView | null>(null);
  const contacts = person.continuingContacts;
  if (contacts.length === 0 && !rights.offerContact) return null;
  return (
    <Card>
      <CardTitle>Continuing contact</CardTitle>
      {contacts.length === 0 && (
        <p className="mt-2 text-14 text-ink-2">
          You can offer to stay reachable after graduation, until a day that you both know.
        </p>
      )}
      <ul className="mt-2 divide-y divide-line" aria-label="Agreements">
        {contacts.map((contact) => (
          <Contact key={contact.id} contact={contact} onEnd={() => setEnding(contact)} onDone={onDone} />
        ))}
      </ul>
      {rights.offerContact && (
        <div className="mt-3">
          <Button tone="outline" icon={Handshake} onPress={() => setOffering(true)}>
            Offer to stay in contact
          </Button>
        </div>
      )}
      {offering && <OfferContactSheet person={person} onDone={onDone} onClose={() => setOffering(false)} />}
      {ending && <EndContactSheet contact={ending} onDone={onDone} onClose={() => setEnding(null)} />}
    </Card>
  );
}

interface ContactProps {
  contact: ContinuingContactView;
  onEnd: () => void;
  onDone: (words: string) => void;
}

function Contact({ contact, onEnd, onDone }: ContactProps) {
  const me = useMe();
  const call = useCall();
  const refresh = useRefreshCare();
  const task = useTask();
  const over = isOver(contact, useToday());
  const holds = contact.agreedByStaff && contact.agreedByAlumnus;
  const other = contact.staffId === me.id ? 'you' : contact.staffName;
  const agree = () =>
    void task.run(async () => {
      await call('care.agreeContact', { params: { id: contact.id } });
      await refresh();
      onDone(`You agreed to stay in contact until ${longDay(contact.endsOn)}.`);
    });
  return (
    <li className="py-2">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-semibold wrap-anywhere">
          {contact.alumnusName} and {other}
        </span>
        {over && <Badge>Ended</Badge>}
        {!over &&
          (holds ? <Badge tone="pine">Agreed</Badge> : <Badge tone="lamp">Waits for an answer</Badge>)}
      </p>
      <p className="text-14 text-ink-2">
        {contact.endedAt
          ? `Ended on ${longDay(contact.endedAt)}`
          : `Until ${longDay(contact.endsOn)}${over ? '' : `, then ${other === 'you' ? 'you' : 'they'} both decide`}`}
      </p>
      {task.error !== null && <ErrorNotice error={task.error} />}
      {!over && contact.staffId === me.id && (
        <div className="mt-2 flex flex-wrap gap-2">
          {!contact.agreedByStaff && (
            <Button size="sm" pending={task.pending} onPress={agree}>
              Agree
            </Button>
          )}
          <Button tone="outline" size="sm" onPress={onEnd}>
            {holds ? 'End contact' : 'Take the offer back'}
          </Button>
        </div>
      )}
    </li>
  );
}
