import { Injectable } from '@nestjs/common';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Tally } from './tally.js';

/** Seconds. */
const short = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const batchSizes = [1, 2, 4, 8, 16, 32, 64, 128, 200];

export const outcomes = ['ok', 'refused', 'unsure'] as const;
export const cuts = ['slow', 'flood', 'access', 'restored', 'drain', 'malformed'] as const;
export const followings = ['fresh', 'events', 'snapshot', 'refused'] as const;

/**
 * Everything this process counts and measures, in Prometheus' form. What happens for each message is a plain addition
 * (`Tally`) that is turned into numbers when somebody asks; histograms are fed once a batch or once a reading. No
 * label names a person, a conversation or an organization.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  /** Messages in one transaction of the append queue. */
  readonly batchSize = this.histogram(
    'homegroup_append_batch_size',
    'Messages that shared one commit',
    batchSizes,
  );
  /** Seconds from sending a batch to Postgres to its answer. */
  readonly commitTime = this.histogram(
    'homegroup_append_commit_seconds',
    'Time of one append transaction',
    short,
  );
  /** Seconds from a ring, wherever it was rung, to the delivery of what it told of; between machines their clocks are in it. */
  readonly doorbellDelay = this.histogram(
    'homegroup_doorbell_delay_seconds',
    'Time from a ring to the delivery of its news',
    short,
  );
  /** Events of a socket by how they were answered; `unsure` is what the client sends again. */
  readonly acknowledgements = this.tally(
    'homegroup_acknowledgements_total',
    'Socket events by outcome',
    'outcome',
    outcomes,
  );
  readonly socketRefusals = this.tally('homegroup_socket_refusals_total', 'Refused socket events', 'code');
  readonly httpRefusals = this.tally('homegroup_http_refusals_total', 'Refused HTTP requests', 'code');
  /** One for each receiver of each frame. */
  readonly deliveries = this.tally(
    'homegroup_deliveries_total',
    'Frames written to connections by event',
    'event',
  );
  /** Connections that the server ended, and why. */
  readonly cuts = this.tally('homegroup_connections_cut_total', 'Connections ended here', 'reason', cuts);
  /** How following began: by a first snapshot, by the events missed, by a snapshot in their place, or not. */
  readonly followings = this.tally(
    'homegroup_followings_total',
    'Conversations followed by how it began',
    'mode',
    followings,
  );
  /** Warnings and errors in the log. */
  readonly faults = this.tally('homegroup_faults_total', 'Warnings and errors logged by part', 'part');

  /** Statements that Postgres refused, and why; `statement` is a fault of the statement's own. */
  readonly databaseRefusals = this.tally<string>(
    'homegroup_database_refusals_total',
    'Statements that Postgres refused by cause',
    'cause',
    ['disk_full', 'out_of_memory', 'too_many_connections', 'shutting_down', 'read_only'],
  );

  /** A value that is looked up when somebody asks. */
  gauge(name: string, help: string, read: () => number): void {
    this.registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read());
        },
      }),
    );
  }

  /** Several values that are looked up when somebody asks, told apart by one label. */
  gauges(name: string, help: string, label: string, read: () => Record<string, number>): void {
    this.registry.registerMetric(
      new Gauge({
        name,
        help,
        labelNames: [label],
        registers: [],
        collect() {
          for (const [value, number] of Object.entries(read())) this.set({ [label]: value }, number);
        },
      }),
    );
  }

  /** The process itself: memory, processor time, event-loop lag, garbage collection. Costs a little from then on. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  private histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name, help, buckets, registers: [this.registry] });
  }

  private tally<Label extends string>(
    name: string,
    help: string,
    label: string,
    labels: readonly Label[] = [],
  ): Tally<Label> {
    const tally = new Tally<Label>(labels);
    this.registry.registerMetric(
      new Counter({
        name,
        help,
        labelNames: [label],
        registers: [],
        collect() {
          this.reset();
          for (const [value, number] of tally.entries()) this.inc({ [label]: value }, number);
        },
      }),
    );
    return tally;
  }
}
