import { randomUUID } from 'node:crypto';
import { AuditTrail } from '@homegroup/audit';
import type { Work } from '@homegroup/database';
import { Keyring } from '@homegroup/log';
import { Injectable } from '@nestjs/common';

export interface Action {
  by: string;
  conversationId: string;
  kind: 'remove' | 'mute' | 'unmute' | 'eject' | 'lock' | 'unlock' | 'reinstate';
  personId?: string;
  /** The number of the message it concerns. */
  target?: number;
  /** The number under which the action stands in the room's log. */
  logSeq?: number;
  until?: Date;
  reason: string;
  /** Words for the person concerned. */
  text?: string;
}

/** Every action of a moderator: who, what, about whom, under which number; reason and words sealed. */
@Injectable()
export class ActionBook {
  constructor(
    private readonly keyring: Keyring,
    private readonly audit: AuditTrail,
  ) {}

  /** Also enters the action in the audit trail, without its words. */
  async enter(work: Work, action: Action): Promise<void> {
    const id = randomUUID();
    const words = JSON.stringify({ reason: action.reason, text: action.text ?? null });
    await work.db
      .insertInto('moderation_action')
      .values({
        id,
        organization_id: work.organizationId,
        conversation_id: action.conversationId,
        kind: action.kind,
        person_id: action.personId ?? null,
        target_seq: action.target ?? null,
        log_seq: action.logSeq ?? null,
        sealed: await this.keyring.sealForTenant(work.organizationId, 'moderation', id, words, work),
        until: action.until ?? null,
        by_id: action.by,
      })
      .execute();
    this.audit.append(work, {
      actorId: action.by,
      action: `moderation.${action.kind}`,
      objectType: 'conversation',
      objectId: action.conversationId,
      outcome: 'allowed',
      detail: {
        actionId: id,
        ...(action.personId !== undefined && { personId: action.personId }),
        ...(action.target !== undefined && { target: action.target }),
        ...(action.until !== undefined && { until: action.until.toISOString() }),
      },
    });
  }
}
