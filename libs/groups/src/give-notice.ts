import { randomUUID } from 'node:crypto';
import type { Work } from '@homegroup/database';
import { Doorbell, Keyring } from '@homegroup/log';
import type { Notice } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';

export interface NewNotice {
  personId: string;
  kind: Notice['kind'];
  conversationId?: string | null;
  reason: string;
  /** Words for this person alone. */
  text?: string | null;
  until?: Date | null;
}

/** What a moderator or the team tells one person. The words are sealed; the doorbell carries none of them. */
@Injectable()
export class GiveNotice {
  constructor(
    private readonly keyring: Keyring,
    private readonly doorbell: Doorbell,
  ) {}

  /** Told once the transaction commits, on open connections at once. Returns the notice's identifier. */
  async within(work: Work, notice: NewNotice): Promise<string> {
    const id = randomUUID();
    const words = JSON.stringify({ reason: notice.reason, text: notice.text ?? null });
    await work.db
      .insertInto('notice')
      .values({
        id,
        organization_id: work.organizationId,
        person_id: notice.personId,
        kind: notice.kind,
        conversation_id: notice.conversationId ?? null,
        sealed: await this.keyring.sealForTenant(work.organizationId, 'notice', id, words, work),
        until: notice.until ?? null,
      })
      .execute();
    const { organizationId } = work;
    const { personId } = notice;
    work.afterCommit(() => this.doorbell.ring({ kind: 'person', organizationId, personId, what: 'notices' }));
    return id;
  }
}
