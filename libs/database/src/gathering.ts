import DataLoader from 'dataloader';

/** Readings of one gathering that may be under way; what is asked meanwhile goes together into the next. */
const mostUnderWay = 2;
/** Milliseconds between their beginnings while many ask: whoever asks alone does not wait. */
const usualDistance = 10;

/**
 * Gathers what many ask at about the same time, as after the restart of a node, and answers it in one reading per
 * organization. Every reading begins after what it answers was asked, so an answer is never older than its question.
 * Nothing is cached. When a reading fails, those whose asks it held are rejected, and nobody else.
 */
export class Gathering<Ask extends { organizationId: string }, Answer> {
  private readonly loader: DataLoader<Ask, Answer>;
  private readonly held: Array<() => void> = [];
  private underWay = 0;
  private began = Number.NEGATIVE_INFINITY;

  /** `answer` returns one answer per ask, in their order; `most` asks at once. */
  constructor(
    private readonly answer: (organizationId: string, asks: readonly Ask[]) => Promise<readonly Answer[]>,
    most: number,
    private readonly distance = usualDistance,
  ) {
    this.loader = new DataLoader<Ask, Answer>((asks) => this.read(asks), {
      cache: false,
      maxBatchSize: most,
      batchScheduleFn: (begin) => this.schedule(begin),
    });
  }

  ask(ask: Ask): Promise<Answer> {
    return this.loader.load(ask);
  }

  private schedule(begin: () => void): void {
    if (this.underWay === mostUnderWay) return void this.held.push(begin);
    const rest = this.underWay === 0 ? 0 : this.began + this.distance - performance.now();
    this.underWay += 1;
    const start = () => {
      this.began = performance.now();
      begin();
    };
    if (rest > 0) setTimeout(start, rest);
    else setImmediate(start);
  }

  private async read(asks: readonly Ask[]): Promise<Array<Answer | Error>> {
    const answers: Array<Answer | Error> = [];
    const organizations = new Set(asks.map((ask) => ask.organizationId));
    await Promise.all(
      [...organizations].map(async (organizationId) => {
        const places = [...asks.keys()].filter((at) => asks[at]?.organizationId === organizationId);
        const found = await this.tryToAnswer(
          organizationId,
          places.flatMap((at) => asks[at] ?? []),
        );
        for (const [nth, at] of places.entries())
          answers[at] = found instanceof Error ? found : (found[nth] as Answer);
      }),
    );
    this.underWay -= 1;
    const next = this.held.shift();
    if (next) this.schedule(next);
    return answers;
  }

  private async tryToAnswer(
    organizationId: string,
    asks: readonly Ask[],
  ): Promise<readonly Answer[] | Error> {
    try {
      return await this.answer(organizationId, asks);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}
