import type { ContinuingContactView } from '@homegroup/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCall, useMe } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { Callout } from '../ui/callout.js';
import { ErrorNotice } from '../ui/states.js';
import { longDay } from '../ui/times.js';
import { useContinuingContactsQuery } from './use-continuing-contacts.js';

/** Offers to stay in contact that wait for this person's answer. */
export function ContactOffers() {
  const me = useMe();
  const offers = useContinuingContactsQuery().data?.filter(
    (contact) =>
      !contact.endedAt && !(contact.alumnusId === me.id ? contact.agreedByAlumnus : contact.agreedByStaff),
  );
  return offers?.map((offer) => <Offer key={offer.id} offer={offer} own={offer.alumnusId === me.id} />);
}

function Offer({ offer, own }: { offer: ContinuingContactView; own: boolean }) {
  const call = useCall();
  const queries = useQueryClient();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const other = own ? offer.staffName : offer.alumnusName;
  const answer = async (operation: 'care.agreeContact' | 'care.endContact') => {
    setPending(true);
    setError(null);
    try {
      await call(operation, { params: { id: offer.id } });
      await Promise.all(
        [['continuing-contacts'], ['contacts'], ['conversations']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    } catch (cause) {
      setError(cause);
      setPending(false);
    }
  };
  return (
    <Callout
      tone="lamp"
      title={own ? `${other} offers to stay reachable` : `${other} asks to stay in contact`}
      actions={
        <>
          <Button tone="lamp" pending={pending} onPress={() => void answer('care.agreeContact')}>
            Agree
          </Button>
          <Button tone="outline" isDisabled={pending} onPress={() => void answer('care.endContact')}>
            No, thank you
          </Button>
        </>
      }
    >
      Until {longDay(offer.endsOn)}, then you both decide. Either of you may end it at any time.
      {error !== null && <ErrorNotice error={error} />}
    </Callout>
  );
}
