import { ask } from '@homegroup/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useConversation } from '../conversation/conversation-context.js';
import { useLive } from '../live/live-context.js';
import { randomId } from '../session/random-id.js';
import { useCall } from '../session/use-session.js';
import type { ActForm } from './act-form.js';
import { type ModeratorAct, muteUntil } from './acts.js';

/** Carries out what a sheet was asked for; rejects with what to show in it. */
export function useRunAct(): (act: ModeratorAct, form: ActForm) => Promise<void> {
  const call = useCall();
  const live = useLive();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { detail } = useConversation();
  const params = { id: detail.id };

  const carryOut = async (act: ModeratorAct, form: ActForm): Promise<unknown> => {
    const reason = form.reason.trim();
    const text = form.text.trim();
    switch (act.kind) {
      case 'remove':
        return call('moderation.remove', {
          params,
          body: { seq: act.seq, reason: form.tombstone ?? 'not for this group', text },
        });
      case 'mute': {
        const until = muteUntil(form.span);
        return call('moderation.mute', { params, body: { personId: act.personId, until, reason, text } });
      }
      case 'unmute':
        return call('moderation.unmute', { params, body: { personId: act.personId, reason } });
      case 'eject':
        return call('moderation.eject', { params, body: { personId: act.personId, reason, text } });
      case 'lock':
        return call('moderation.lock', { params, body: { reason } });
      case 'unlock':
        return call('moderation.unlock', { params, body: { reason } });
      case 'report':
        return call('moderation.report', {
          params,
          body: { seq: act.seq, reason: form.report ?? 'something_else', words: text === '' ? null : text },
        });
      case 'take-back':
        return ask(live.socket, 'message:remove', {
          conversationId: detail.id,
          clientId: randomId(),
          target: act.seq,
        });
      case 'end-contact':
        return call('care.endContact', { params: { id: act.contactId } });
      case 'leave':
        return call('groups.leave', { params: { id: act.groupId } });
    }
  };

  return async (act, form) => {
    await carryOut(act, form);
    if (act.kind === 'leave') await navigate('/rooms');
    if (act.kind === 'report' || act.kind === 'take-back') return;
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['conversation', detail.id] }),
      queries.invalidateQueries({ queryKey: ['conversations'] }),
      queries.invalidateQueries({ queryKey: ['continuing-contacts'] }),
    ]);
  };
}
