import { randomUUID } from 'node:crypto';
import { askColumn, causeOf, DatabaseClock, isOutage, POOL } from '@homegroup/database';
import { Metrics } from '@homegroup/metrics';
import { type Appended, HomegroupError } from '@homegroup/protocol';
import { type Origin, originOf, traced } from '@homegroup/tracing';
import { Inject, Injectable, Logger } from '@nestjs/common';
import pg from 'pg';
import { type OutcomeRow, outcomesOf, receiptOf } from './append-outcome.js';
import { appendStatement, type Draft, type SealedDraft } from './append-statement.js';
import type { ConversationSeal } from './conversation-seal.js';
import { Doorbell } from './doorbell.js';
import { ConversationUnknown, Keyring } from './keyring.js';
import type { LogRow } from './log-row.js';
import { Pace } from './pace.js';
import { Pump } from './pump.js';

const largestBatch = 200;
/** Waiting per organization; beyond it nothing is queued, so that latency stays bounded. */
const mostWaiting = 2000;

interface Waiting {
  draft: Draft;
  origin: Origin;
  resolve: (receipt: Appended) => void;
  reject: (error: HomegroupError) => void;
}

interface Prepared extends SealedDraft {
  waiting: Waiting;
}

const nothingSealed = { sealed: null, keyVersion: null };

interface Line {
  waiting: Waiting[];
  running: boolean;
}

const tryAgain = (retryAfter?: number) =>
  new HomegroupError(
    'try_again',
    'The server cannot confirm this right now. Send it again in a moment.',
    retryAfter === undefined ? {} : { retryAfter },
  );

/**
 * Appends what people write, many in one transaction (group commit): one batch per organization is under way, and
 * the next takes all that came meanwhile. `append` resolves after the commit and not before. It rejects with
 * `HomegroupError`: `try_again` when the outcome is unknown (the connection broke during the commit), then a retry
 * with the same client id finds the truth. Admission is bounded.
 */
@Injectable()
export class AppendQueue {
  private readonly logger = new Logger('AppendQueue');
  private readonly lines = new Map<string, Line>();
  private readonly pace = new Pace();

  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly keyring: Keyring,
    private readonly pump: Pump,
    private readonly doorbell: Doorbell,
    private readonly metrics: Metrics,
    private readonly clock: DatabaseClock,
  ) {
    metrics.gauge('homegroup_append_waiting', 'Messages that wait for the next commit', () =>
      [...this.lines.values()].reduce((sum, line) => sum + line.waiting.length, 0),
    );
  }

  append(draft: Draft): Promise<Appended> {
    const line = this.lineOf(draft.organizationId);
    if (line.waiting.length >= mostWaiting) return Promise.reject(tryAgain(1));
    return new Promise((resolve, reject) => {
      line.waiting.push({ draft, origin: originOf(), resolve, reject });
      if (!line.running) void this.work(draft.organizationId, line);
    });
  }

  private lineOf(organizationId: string): Line {
    const known = this.lines.get(organizationId);
    if (known) return known;
    const line: Line = { waiting: [], running: false };
    this.lines.set(organizationId, line);
    return line;
  }

  private async work(organizationId: string, line: Line): Promise<void> {
    line.running = true;
    while (line.waiting.length > 0) {
      // What arrived in the same turn of the event loop shares the transaction; nobody waits for it.
      await new Promise((resolve) => setImmediate(resolve));
      const began = performance.now();
      const batch = line.waiting.splice(0, largestBatch);
      await this.write(organizationId, batch);
      const rest = this.pace.now() - (performance.now() - began);
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    }
    line.running = false;
  }

  /** Never rejects: each of the batch is resolved or rejected on its own. */
  private async write(organizationId: string, batch: Waiting[]): Promise<void> {
    try {
      const prepared: Prepared[] = [];
      const learning: Array<Promise<Prepared | null>> = [];
      for (const waiting of batch) {
        const key = this.keyring.known(organizationId, waiting.draft.conversationId);
        if (key) prepared.push(prepare(waiting, key));
        else learning.push(this.learnKey(waiting));
      }
      for (const each of await Promise.all(learning)) if (each) prepared.push(each);
      if (prepared.length === 0) return;
      // One order of locks on every node; the sort is stable, so one author's messages keep theirs.
      prepared.sort((a, b) =>
        a.draft.conversationId < b.draft.conversationId
          ? -1
          : Number(a.draft.conversationId > b.draft.conversationId),
      );
      const began = performance.now();
      const statement = appendStatement(organizationId, prepared);
      const answers = await traced(
        'append',
        'internal',
        { 'homegroup.batch': prepared.length },
        prepared.map((each) => each.waiting.origin),
        () => askColumn(this.pool, statement),
      );
      this.metrics.commitTime.observe((performance.now() - began) / 1000);
      this.metrics.batchSize.observe(prepared.length);
      this.settle(organizationId, prepared, outcomesOf(answers), began);
    } catch (error) {
      if (!isOutage(error))
        this.logger.warn(`A batch of ${batch.length} was not confirmed: ${causeOf(error)}`);
      for (const each of batch) each.reject(tryAgain());
    }
  }

  /** For the first message of a conversation here. Null when the key cannot be had: then it was rejected. */
  private async learnKey(waiting: Waiting): Promise<Prepared | null> {
    const { organizationId, conversationId } = waiting.draft;
    try {
      return prepare(waiting, await this.keyring.of(organizationId, conversationId));
    } catch (error) {
      waiting.reject(
        error instanceof ConversationUnknown
          ? new HomegroupError('not_found', 'There is no such conversation.')
          : tryAgain(),
      );
      return null;
    }
  }

  private settle(
    organizationId: string,
    prepared: readonly Prepared[],
    outcomes: readonly OutcomeRow[],
    began: number,
  ): void {
    const heads = new Map<string, LogRow[]>();
    for (const row of outcomes) {
      const each = prepared[row.idx - 1];
      if (!each) continue;
      const receipt = receiptOf(row, this.clock);
      if (receipt instanceof HomegroupError) {
        each.waiting.reject(receipt);
        continue;
      }
      each.waiting.resolve(receipt);
      if (row.outcome !== 'appended') continue;
      const written = toRow(each, row);
      const ofConversation = heads.get(written.conversationId);
      if (ofConversation) ofConversation.push(written);
      else heads.set(written.conversationId, [written]);
    }
    for (const [conversationId, written] of heads) {
      this.pump.feed(organizationId, conversationId, written, began);
      const head = written.at(-1)?.seq ?? 0;
      this.doorbell.ring({ kind: 'news', organizationId, conversationId, head });
    }
  }
}

function prepare(waiting: Waiting, key: ConversationSeal): Prepared {
  const { draft } = waiting;
  const { kind, target, body, detail } = draft;
  const id = randomUUID();
  const fingerprint = key.fingerprint(JSON.stringify([kind, target, body, detail]));
  const { sealed, keyVersion } = body === null ? nothingSealed : key.seal(id, body);
  return { waiting, draft, id, sealed, keyVersion, fingerprint };
}

const toRow = ({ draft, id }: Prepared, row: OutcomeRow): LogRow => ({
  conversationId: draft.conversationId,
  seq: row.seq ?? 0,
  id,
  kind: draft.kind,
  authorId: draft.authorId,
  subjectId: null,
  clientId: draft.clientId,
  target: draft.target,
  at: new Date(row.at ?? Date.now()),
  version: row.membership_version ?? 0,
  text: draft.body,
  detail: draft.detail,
  removed: null,
  editedAt: null,
  card: null,
});
