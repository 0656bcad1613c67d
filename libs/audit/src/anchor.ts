import { appendFile, readFile } from 'node:fs/promises';
import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { UnitOfWork } from '@homegroup/database';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

export interface Anchor {
  organizationId: string;
  seq: number;
  /** Hexadecimal. */
  hash: string;
}

const everyMilliseconds = 60_000;

/**
 * Copies the head of each organization's trail into a file away from the database, every minute and at the end.
 * Whoever rewrites the whole chain inside the database cannot make it fit the file.
 */
@Injectable()
export class AuditAnchor implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('AuditAnchor');
  private readonly written = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly unit: UnitOfWork,
  ) {}

  onModuleInit(): void {
    if (!this.configuration.AUDIT_ANCHOR_FILE) return;
    this.timer = setInterval(() => void this.tryWrite(), everyMilliseconds).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    if (this.configuration.AUDIT_ANCHOR_FILE) await this.tryWrite();
  }

  /** One JSON line for every organization whose head moved. Does nothing without a configured file. */
  async write(): Promise<void> {
    const file = this.configuration.AUDIT_ANCHOR_FILE;
    if (!file) return;
    const organizations = await this.unit.directory
      .selectFrom('organization_directory')
      .select('organization_id')
      .execute();
    for (const { organization_id: organizationId } of organizations) {
      const head = await this.unit.run(organizationId, (work) =>
        work.db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirst(),
      );
      if (!head || this.written.get(organizationId) === head.seq) continue;
      const anchor: Anchor = { organizationId, seq: head.seq, hash: head.hash.toString('hex') };
      await appendFile(file, `${JSON.stringify({ ...anchor, at: new Date().toISOString() })}\n`, {
        mode: 0o600,
      });
      this.written.set(organizationId, head.seq);
    }
  }

  /** What the file holds for one organization; empty without a file. */
  async read(organizationId: string): Promise<Anchor[]> {
    const file = this.configuration.AUDIT_ANCHOR_FILE;
    if (!file) return [];
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text
      .split('\n')
      .filter(Boolean)
      .map((each) => JSON.parse(each) as Anchor)
      .filter((anchor) => anchor.organizationId === organizationId);
  }

  private async tryWrite(): Promise<void> {
    await this.write().catch((error: unknown) =>
      this.logger.error(`The audit anchor was not written: ${(error as Error).message}`),
    );
  }
}
