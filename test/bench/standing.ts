import { Contender, type ContenderName, type Surroundings } from './contender.js';
import type { Answer, Question } from './driver.js';
import { type Faults, joined, type Stretch } from './load.js';
import { OwnProcess } from './own-process.js';
import { cpuOf, cpuOfMachine, cpuWithChildren } from './process-cost.js';
import { sideIn } from './surroundings.js';

/** Connections that are being opened at the same time. */
const width = 50;

/** Seconds of processor time. */
interface Cost {
  server: number;
  postgres: number;
  driver: number;
  machine: number;
}
const nothing: Cost = { server: 0, postgres: 0, driver: 0, machine: 0 };
const each = (of: (key: keyof Cost) => number): Cost => ({
  server: of('server'),
  postgres: of('postgres'),
  driver: of('driver'),
  machine: of('machine'),
});

/** One contender with all its members connected, and what was measured of it so far. */
export class Standing {
  /** Milliseconds until all held their past. */
  connect = 0;
  /** Bytes: everybody connected, less nobody. */
  memoryPerConnection = 0;
  cost = nothing;
  private readonly measured: Stretch[] = [];
  private readonly all: Stretch[] = [];

  private constructor(
    readonly name: ContenderName,
    private readonly contender: Contender,
    private readonly driver: OwnProcess,
    private readonly postgresPid: number,
  ) {}

  static async begin(
    name: ContenderName,
    around: Surroundings,
    plan: { seed: number; postgresPid: number },
  ): Promise<Standing> {
    const contender = await Contender.start(name, around);
    const driver = OwnProcess.start('test/bench/driver.js', { side: sideIn(around, 'driving') });
    const standing = new Standing(name, contender, driver, plan.postgresPid);
    try {
      const rooms = contender.seats();
      const empty = await contender.memory();
      const { kind } = contender;
      const answer = await standing.ask({ ask: 'connect', kind, rooms, width, seed: plan.seed });
      standing.connect = (answer as { connected: number }).connected;
      standing.memoryPerConnection = ((await contender.memory()) - empty) / rooms.flat().length;
      return standing;
    } catch (error) {
      await standing.end();
      throw error;
    }
  }

  get processes(): number {
    return this.contender.pids.length;
  }

  /** Not measured, but nothing may be lost. */
  async run(rate: number, seconds: number): Promise<Stretch> {
    const { stretch } = (await this.ask({ ask: 'run', rate, seconds })) as { stretch: Stretch };
    this.all.push(stretch);
    return stretch;
  }

  async measure(rate: number, seconds: number): Promise<void> {
    const before = this.spent();
    this.measured.push(await this.run(rate, seconds));
    const after = this.spent();
    const { cost } = this;
    this.cost = each((key) => cost[key] + after[key] - before[key]);
  }

  /** All that was measured. */
  get stretch(): Stretch {
    return joined(this.measured);
  }

  /** Of everything that ran, measured or not. */
  get faults(): Faults {
    const { lost, doubled, misordered } = joined(this.all);
    return { lost, doubled, misordered };
  }

  async end(): Promise<void> {
    await this.driver.end();
    await this.contender.stop();
  }

  private spent(): Cost {
    return {
      server: cpuOf(this.contender.pids),
      postgres: cpuWithChildren(this.postgresPid),
      driver: cpuOf([this.driver.pid]),
      machine: cpuOfMachine(),
    };
  }

  private async ask(question: Question): Promise<Answer> {
    const answer = await this.driver.ask<Answer>(question);
    if ('failed' in answer) throw new Error(`${this.name}: ${answer.failed}`);
    return answer;
  }
}
