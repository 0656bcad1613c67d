import { randomBytes } from 'node:crypto';
import { keptAs, TenantSeal, UnitOfWork, type Work } from '@homegroup/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { ConversationSeal } from './conversation-seal.js';

const remembered = 5000;

/**
 * Keys in three storeys: the key-encryption key (configuration) wraps a key per tenant, which wraps a key per
 * conversation. A message is bound to tenant, conversation, event and key version. Unwrapped keys stay in memory,
 * the most recent 5,000 of them.
 */
@Injectable()
export class Keyring {
  private readonly conversations = new Map<string, ConversationSeal>();
  /** Being read: whoever asks meanwhile waits for the same answer rather than for a connection of their own. */
  private readonly underWay = new Map<string, Promise<ConversationSeal>>();

  constructor(
    private readonly tenants: TenantSeal,
    private readonly unit: UnitOfWork,
  ) {}

  /** A fresh conversation key, wrapped for the conversation's row. */
  async forNewConversation(
    work: Work,
    conversationId: string,
  ): Promise<{ wrapped: Buffer; keyVersion: number }> {
    const { organizationId } = work;
    const wrapped = await this.tenants.seal(
      organizationId,
      keyOf(organizationId, conversationId),
      randomBytes(32),
      work,
    );
    return { wrapped, keyVersion: 1 };
  }

  /** What seals and opens one conversation's words, where it is in memory: then nobody has to wait. */
  known(organizationId: string, conversationId: string): ConversationSeal | undefined {
    const cacheKey = `${organizationId}:${conversationId}`;
    const known = this.conversations.get(cacheKey);
    if (!known) return undefined;
    // Re-inserting keeps the most recently used at the end.
    this.conversations.delete(cacheKey);
    this.conversations.set(cacheKey, known);
    return known;
  }

  /**
   * What seals and opens one conversation's words. Within `work`'s transaction its own connection is used: waiting there
   * for another one could wait for ever. @throws ConversationUnknown
   */
  async of(organizationId: string, conversationId: string, work?: Work): Promise<ConversationSeal> {
    const known = this.known(organizationId, conversationId);
    if (known) return known;
    if (work) return this.readKey(work, conversationId);
    const cacheKey = `${organizationId}:${conversationId}`;
    const asked = this.underWay.get(cacheKey);
    if (asked) return asked;
    const reading = this.unit
      .run(organizationId, (own) => this.readKey(own, conversationId))
      .finally(() => this.underWay.delete(cacheKey));
    this.underWay.set(cacheKey, reading);
    return reading;
  }

  /** The same for several: what is not in memory is read together. Those that are not this tenant's are missing. */
  async ofAll(work: Work, conversationIds: Iterable<string>): Promise<Map<string, ConversationSeal>> {
    const { organizationId } = work;
    const found = new Map<string, ConversationSeal>();
    const missing: string[] = [];
    for (const id of new Set(conversationIds)) {
      const known = this.known(organizationId, id);
      if (known) found.set(id, known);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    const rows = await work.db
      .selectFrom('conversation')
      .modifyFront(keptAs(work, 'conversation-keys'))
      .select(['id', 'wrapped_key', 'key_version'])
      .where('id', '=', sql<string>`any (${missing}::uuid[])`)
      .execute();
    for (const row of rows) found.set(row.id, await this.remember(work, row));
    return found;
  }

  /** For words outside a conversation's log (notices, reasons, reports). `purpose` and `id` bind them to their row. */
  sealForTenant(
    organizationId: string,
    purpose: string,
    id: string,
    text: string,
    work?: Work,
  ): Promise<Buffer> {
    return this.tenants.sealForTenant(organizationId, purpose, id, text, work);
  }

  openForTenant(organizationId: string, purpose: string, id: string, sealed: Buffer): Promise<string> {
    return this.tenants.openForTenant(organizationId, purpose, id, sealed);
  }

  private async readKey(work: Work, conversationId: string): Promise<ConversationSeal> {
    const found = await this.ofAll(work, [conversationId]);
    const seal = found.get(conversationId);
    if (!seal) throw new ConversationUnknown();
    return seal;
  }

  private async remember(
    work: Work,
    row: { id: string; wrapped_key: Buffer; key_version: number },
  ): Promise<ConversationSeal> {
    const { organizationId } = work;
    const bound = keyOf(organizationId, row.id);
    const key = await this.tenants.unseal(organizationId, bound, row.wrapped_key, work);
    const entry = new ConversationSeal(organizationId, row.id, key, row.key_version);
    this.conversations.set(`${organizationId}:${row.id}`, entry);
    if (this.conversations.size > remembered)
      this.conversations.delete(this.conversations.keys().next().value as string);
    return entry;
  }
}

/** Thrown for a conversation that is not this tenant's, or not at all. */
export class ConversationUnknown extends Error {
  override name = 'ConversationUnknown';
}

const keyOf = (organizationId: string, conversationId: string): string =>
  `conversation-key:${organizationId}:${conversationId}`;
