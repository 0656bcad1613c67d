import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { seal, UnitOfWork, unseal, unwrapTenantKey, type Work } from '@homegroup/database';
import { Inject, Injectable } from '@nestjs/common';

export interface Sealed {
  sealed: Buffer;
  keyVersion: number;
}

interface ConversationKey {
  key: Buffer;
  fingerprint: Buffer;
  version: number;
}

const remembered = 5000;

/**
 * Keys in three storeys: the key-encryption key (configuration) wraps a key per tenant, which wraps a key per
 * conversation. A message is bound to tenant, conversation, event and key version. Unwrapped keys stay in memory,
 * the most recent 5,000 of them.
 */
@Injectable()
export class Keyring {
  private readonly tenants = new Map<string, Buffer>();
  private readonly conversations = new Map<string, ConversationKey>();

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly unit: UnitOfWork,
  ) {}

  /** A fresh conversation key, wrapped for the conversation's row. */
  async forNewConversation(
    work: Work,
    conversationId: string,
  ): Promise<{ wrapped: Buffer; keyVersion: number }> {
    const tenant = await this.tenantKey(work.organizationId, work);
    const wrapped = seal(
      tenant,
      randomBytes(32),
      `conversation-key:${work.organizationId}:${conversationId}`,
    );
    return { wrapped, keyVersion: 1 };
  }

  async sealBody(
    organizationId: string,
    conversationId: string,
    eventId: string,
    text: string,
    work?: Work,
  ): Promise<Sealed> {
    const { key, version } = await this.conversationKey(organizationId, conversationId, work);
    return {
      sealed: seal(key, Buffer.from(text, 'utf8'), bound(organizationId, conversationId, eventId, version)),
      keyVersion: version,
    };
  }

  async openBody(
    organizationId: string,
    conversationId: string,
    eventId: string,
    sealed: Buffer,
    work?: Work,
  ): Promise<string> {
    const { key, version } = await this.conversationKey(organizationId, conversationId, work);
    return unseal(key, sealed, bound(organizationId, conversationId, eventId, version)).toString('utf8');
  }

  /** A keyed digest of what was asked: equal for a retry, different for other content, and says nothing without the key. */
  async fingerprint(organizationId: string, conversationId: string, asked: string): Promise<Buffer> {
    const { fingerprint } = await this.conversationKey(organizationId, conversationId);
    return createHmac('sha256', fingerprint).update(asked, 'utf8').digest().subarray(0, 16);
  }

  /** For words outside a conversation's log (notices, reasons, reports). `purpose` and `id` bind them to their row. */
  async sealForTenant(
    organizationId: string,
    purpose: string,
    id: string,
    text: string,
    work?: Work,
  ): Promise<Buffer> {
    const key = await this.tenantKey(organizationId, work);
    return seal(key, Buffer.from(text, 'utf8'), `${purpose}:${organizationId}:${id}:1`);
  }

  async openForTenant(organizationId: string, purpose: string, id: string, sealed: Buffer): Promise<string> {
    const key = await this.tenantKey(organizationId);
    return unseal(key, sealed, `${purpose}:${organizationId}:${id}:1`).toString('utf8');
  }

  private async tenantKey(organizationId: string, work?: Work): Promise<Buffer> {
    const known = this.tenants.get(organizationId);
    if (known) return known;
    const read = (within: Work) =>
      within.db
        .selectFrom('organization')
        .select('wrapped_key')
        .where('id', '=', organizationId)
        .executeTakeFirstOrThrow();
    const row = work ? await read(work) : await this.unit.run(organizationId, read);
    const key = unwrapTenantKey(this.configuration.KEY_ENCRYPTION_KEY, organizationId, row.wrapped_key);
    this.tenants.set(organizationId, key);
    return key;
  }

  private async conversationKey(
    organizationId: string,
    conversationId: string,
    work?: Work,
  ): Promise<ConversationKey> {
    const cacheKey = `${organizationId}:${conversationId}`;
    const known = this.conversations.get(cacheKey);
    if (known) {
      // Re-inserting keeps the most recently used at the end.
      this.conversations.delete(cacheKey);
      this.conversations.set(cacheKey, known);
      return known;
    }
    const tenant = await this.tenantKey(organizationId, work);
    const read = (within: Work) =>
      within.db
        .selectFrom('conversation')
        .select(['wrapped_key', 'key_version'])
        .where('id', '=', conversationId)
        .executeTakeFirst();
    // Within a transaction its own connection is used: waiting there for another one could wait for ever.
    const row = work ? await read(work) : await this.unit.run(organizationId, read);
    if (!row) throw new ConversationUnknown();
    const key = unseal(tenant, row.wrapped_key, `conversation-key:${organizationId}:${conversationId}`);
    const fingerprint = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'fingerprint', 32));
    const entry = { key, fingerprint, version: row.key_version };
    this.conversations.set(cacheKey, entry);
    if (this.conversations.size > remembered)
      this.conversations.delete(this.conversations.keys().next().value as string);
    return entry;
  }
}

/** Thrown for a conversation that is not this tenant's, or not at all. */
export class ConversationUnknown extends Error {
  override name = 'ConversationUnknown';
}

const bound = (organizationId: string, conversationId: string, eventId: string, version: number): string =>
  `body:${organizationId}:${conversationId}:${eventId}:${version}`;
