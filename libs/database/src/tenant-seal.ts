import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork, type Work } from './unit-of-work.js';
import { seal, unseal, unwrapTenantKey } from './wrap-key.js';

/**
 * Seals under the tenant's key, which the key-encryption key of the configuration unwraps. Unwrapped keys stay in
 * memory. Within a transaction pass its `work`: waiting there for another connection could wait for ever.
 */
@Injectable()
export class TenantSeal {
  private readonly keys = new Map<string, Buffer>();

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly unit: UnitOfWork,
  ) {}

  /** For words outside a conversation's log (notices, reasons, reports). `purpose` and `id` bind them to their row. */
  sealForTenant(
    organizationId: string,
    purpose: string,
    id: string,
    text: string,
    work?: Work,
  ): Promise<Buffer> {
    return this.seal(organizationId, words(organizationId, purpose, id), Buffer.from(text, 'utf8'), work);
  }

  /** @throws when it was sealed for another tenant, purpose or row, or was changed. */
  async openForTenant(
    organizationId: string,
    purpose: string,
    id: string,
    sealed: Buffer,
    work?: Work,
  ): Promise<string> {
    return (await this.unseal(organizationId, words(organizationId, purpose, id), sealed, work)).toString(
      'utf8',
    );
  }

  /** For keys and other bytes; `bound` must name the tenant and the place. */
  async seal(organizationId: string, bound: string, plain: Buffer, work?: Work): Promise<Buffer> {
    return seal(await this.key(organizationId, work), plain, bound);
  }

  /** @throws when the tenant, the place or a single bit is another. */
  async unseal(organizationId: string, bound: string, sealed: Buffer, work?: Work): Promise<Buffer> {
    return unseal(await this.key(organizationId, work), sealed, bound);
  }

  private async key(organizationId: string, work?: Work): Promise<Buffer> {
    const known = this.keys.get(organizationId);
    if (known) return known;
    const read = (within: Work) =>
      within.db
        .selectFrom('organization')
        .select('wrapped_key')
        .where('id', '=', organizationId)
        .executeTakeFirstOrThrow();
    const row = work ? await read(work) : await this.unit.run(organizationId, read);
    const key = unwrapTenantKey(this.configuration, organizationId, row.wrapped_key);
    this.keys.set(organizationId, key);
    return key;
  }
}

const words = (organizationId: string, purpose: string, id: string): string =>
  `${purpose}:${organizationId}:${id}:1`;
