import { Metrics } from '@homegroup/metrics';
import type { ClientEventParsed, Subscribed } from '@homegroup/protocol';
import { Injectable, Logger } from '@nestjs/common';

/** Events; who was away for longer than it takes to say so much asks for something unusual. */
const unusual = 10_000;
/** Milliseconds between two lines. */
const every = 60_000;

/** Counts how following began, and says it, at most once a minute, when somebody asked for a very long way. */
@Injectable()
export class Resumes {
  private readonly logger = new Logger('Resume');
  private saidAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly metrics: Metrics) {}

  count(
    asked: ClientEventParsed<'conversation:subscribe'>['conversations'],
    results: readonly Subscribed[],
  ): void {
    const cursors = new Map(asked.map(({ conversationId, after }) => [conversationId, after]));
    for (const result of results) {
      const after = cursors.get(result.conversationId);
      this.metrics.followings.add(result.mode === 'snapshot' && !after ? 'fresh' : result.mode);
      if (result.mode === 'snapshot' && after) this.say(result.page.position - after.seq);
    }
  }

  private say(missed: number): void {
    if (missed < unusual || performance.now() - this.saidAt < every) return;
    this.saidAt = performance.now();
    this.logger.log(`Somebody resumed ${missed} events back, and was given the newest instead of all`);
  }
}
