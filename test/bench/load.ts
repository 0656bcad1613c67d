import { xmppClients } from './ejabberd/xmpp-client.js';
import { Latencies, median, type Quantiles } from './latencies.js';
import { floorClient, productClient, type Seat, type WireClient } from './wire-clients.js';

/** What a contender is spoken to in. */
export type WireKind = 'product' | 'floor' | 'xmpp';

export interface Faults {
  /** Deliveries of acknowledged messages that never came. */
  lost: number;
  /** Deliveries of what the receiver had already. */
  doubled: number;
  /** Deliveries whose number was not the next one. */
  misordered: number;
}

export interface Stretch extends Faults {
  rate: number;
  seconds: number;
  sent: number;
  acknowledged: number;
  refused: number;
  delivered: number;
  /** Arrived within the stretch itself, before the last were waited for. */
  deliveredInTime: number;
  expected: number;
  acknowledgement: Quantiles;
  delivery: Quantiles;
  /** From the first intended send to the last arrival, in milliseconds. */
  took: number;
}

const added = (stretches: readonly Stretch[], of: (stretch: Stretch) => number): number =>
  stretches.reduce((total, stretch) => total + of(stretch), 0);
const middle = (stretches: readonly Stretch[], of: (stretch: Stretch) => Quantiles): Quantiles => ({
  p50: median(stretches.map((stretch) => of(stretch).p50)),
  p99: median(stretches.map((stretch) => of(stretch).p99)),
  max: Math.max(...stretches.map((stretch) => of(stretch).max ?? 0)),
});

/** Several at the same rate as one: counts are added, and of their quantiles the median is taken. */
export const joined = (stretches: readonly Stretch[]): Stretch => ({
  rate: stretches[0]?.rate ?? 0,
  seconds: added(stretches, ({ seconds }) => seconds),
  sent: added(stretches, ({ sent }) => sent),
  acknowledged: added(stretches, ({ acknowledged }) => acknowledged),
  refused: added(stretches, ({ refused }) => refused),
  delivered: added(stretches, ({ delivered }) => delivered),
  deliveredInTime: added(stretches, ({ deliveredInTime }) => deliveredInTime),
  expected: added(stretches, ({ expected }) => expected),
  lost: added(stretches, ({ lost }) => lost),
  doubled: added(stretches, ({ doubled }) => doubled),
  misordered: added(stretches, ({ misordered }) => misordered),
  acknowledgement: middle(stretches, ({ acknowledgement }) => acknowledgement),
  delivery: middle(stretches, ({ delivery }) => delivery),
  took: added(stretches, ({ took }) => took),
});

const patience = 10_000;
const filler =
  'I made it through the weekend and wanted to say thank you to all of you for picking up the phone.';

interface Member {
  client: WireClient;
  room: number;
  held: number;
}

interface Running {
  intended: Float64Array;
  delivery: Latencies;
  /** The ordinal of the first message of this stretch. */
  first: number;
  delivered: number;
}

/**
 * All members of all rooms, in this process. Open loop: messages are sent when they are due, whatever became of the
 * ones before, and a latency counts from when its message was due. Times between messages are exponential.
 */
export class Load {
  private readonly members: Member[] = [];
  private readonly byRoom: number[][] = [];
  private ordinal = 0;
  private running: Running | null = null;
  private doubled = 0;
  private misordered = 0;

  constructor(
    private readonly kind: WireKind,
    private readonly rooms: readonly Seat[][],
    private readonly random: () => number,
  ) {}

  /** Connects everybody, `width` at a time. Resolves with the milliseconds until all hold their past. */
  async connect(width: number): Promise<number> {
    const make = { product: () => productClient, floor: () => floorClient, xmpp: xmppClients }[this.kind]();
    for (const [room, seats] of this.rooms.entries()) {
      this.byRoom.push(seats.map((_, index) => this.members.length + index));
      for (const seat of seats) {
        const member: Member = { room, held: 0, client: null as unknown as WireClient };
        member.client = make(seat, { heard: (seq, body) => this.hear(member, seq, body) });
        this.members.push(member);
      }
    }
    const began = performance.now();
    let next = 0;
    const connectSome = async () => {
      for (let member = this.members[next++]; member; member = this.members[next++])
        member.held = Math.max(member.held, await member.client.open());
    };
    await Promise.all(Array.from({ length: width }, connectSome));
    return performance.now() - began;
  }

  async run(rate: number, seconds: number): Promise<Stretch> {
    const due = this.schedule(rate, seconds);
    const running: Running = {
      intended: new Float64Array(due.length),
      delivery: new Latencies(),
      first: this.ordinal,
      delivered: 0,
    };
    this.running = running;
    this.ordinal += due.length;
    const acknowledgement = new Latencies();
    const acknowledged = new Uint8Array(due.length);
    let refused = 0;
    let expected = 0;
    const answers: Array<Promise<void>> = [];
    const faultsBefore = { doubled: this.doubled, misordered: this.misordered };
    const began = performance.now();
    for (let index = 0; index < due.length; ) {
      const now = performance.now();
      for (; index < due.length && began + (due[index] ?? 0) <= now; index += 1) {
        const at = began + (due[index] ?? 0);
        const own = index;
        running.intended[own] = at;
        const author = Math.floor(this.random() * this.members.length);
        const member = this.members[author] as Member;
        const answered = async () => {
          try {
            await member.client.send(`${running.first + own} ${filler}`);
            acknowledgement.add(performance.now() - at);
            acknowledged[own] = 1;
            expected += this.byRoom[member.room]?.length ?? 0;
          } catch {
            refused += 1;
          }
        };
        answers.push(answered());
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const deliveredInTime = running.delivered;
    const until = performance.now() + patience;
    const settled = Promise.all(answers).then(() => true);
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience).unref());
    await Promise.race([settled, late]);
    while (running.delivered < expected && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const took = performance.now() - began;
    return {
      rate,
      seconds,
      sent: due.length,
      acknowledged: acknowledged.reduce((sum, each) => sum + each, 0),
      refused,
      delivered: running.delivered,
      deliveredInTime,
      expected,
      lost: Math.max(0, expected - running.delivered),
      doubled: this.doubled - faultsBefore.doubled,
      misordered: this.misordered - faultsBefore.misordered,
      acknowledgement: acknowledgement.quantiles(),
      delivery: running.delivery.quantiles(),
      took,
    };
  }

  close(): void {
    for (const { client } of this.members) client.close();
  }

  private schedule(rate: number, seconds: number): number[] {
    const due: number[] = [];
    for (let at = 0; ; ) {
      at += (-Math.log(1 - this.random()) / rate) * 1000;
      if (at > seconds * 1000) return due;
      due.push(at);
    }
  }

  private hear(member: Member, seq: number, body: string): void {
    if (seq <= member.held) {
      this.doubled += 1;
      return;
    }
    // Nothing is held yet while the past is being read; from then on every number follows the one before.
    if (member.held > 0 && seq !== member.held + 1) this.misordered += 1;
    member.held = seq;
    const { running } = this;
    if (!running) return;
    const index = Number.parseInt(body, 10) - running.first;
    const due = running.intended[index];
    if (due === undefined || Number.isNaN(due)) return;
    running.delivery.add(performance.now() - due);
    running.delivered += 1;
  }
}
