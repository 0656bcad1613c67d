import {
  Outbox,
  type Outgoing,
  type RawSocket,
  type SendMessage,
  type Timeline,
  type Withdrawal,
  Withdrawals,
} from '@homegroup/protocol';
import { randomId } from '../session/random-id.js';
import type { Vault } from '../vault/vault.js';
import type { Topics } from './topics.js';

/** Milliseconds after which what was taken back cannot turn up in the log any more. */
const turnsUpWithin = 24 * 3_600_000;

const nameOf = ({ conversationId, clientId }: SendMessage) => `unsent/${conversationId}/${clientId}`;
const withdrawnName = ({ clientId }: Withdrawal) => `withdrawn/${clientId}`;

/**
 * What waits to be sent, and what was taken back meanwhile; kept on this device for the next page. Each message has a
 * place of its own in the vault, so that two windows of one person take nothing from each other; and what is taken back
 * in one is sent by none.
 */
export class UnsentWords {
  readonly outbox: Outbox;
  private readonly withdrawals: Withdrawals;
  private readonly windows: BroadcastChannel;
  private closed = false;

  constructor(
    socket: RawSocket,
    private readonly topics: Topics,
    private readonly vault: Vault,
    personId: string,
    /** What this window holds of a conversation now. */
    private readonly timelineOf: (conversationId: string) => Timeline | null | undefined,
  ) {
    this.outbox = new Outbox(socket, {
      onChange: (id) => {
        topics.ring(`outbox:${id}`);
        topics.ring('outbox');
      },
      keep: (unsent) => this.write(nameOf(unsent.message), unsent),
      forget: (message) => this.remove(nameOf(message)),
    });
    this.withdrawals = new Withdrawals(socket, (withdrawal) => this.remove(withdrawnName(withdrawal)));
    this.windows = new BroadcastChannel(`homegroup/unsent/${personId}`);
    this.windows.addEventListener('message', ({ data }: MessageEvent<Withdrawal>) => this.takeOut(data));
  }

  send(message: SendMessage): void {
    this.withdrawals.drop(message.clientId);
    this.outbox.send(message);
  }

  /** Its author takes a message back. Whether it was sent is not known: if it was, it is removed. */
  withdraw(conversationId: string, clientId: string): void {
    const withdrawal = { conversationId, clientId, removalId: randomId(), at: new Date().toISOString() };
    this.write(withdrawnName(withdrawal), withdrawal);
    this.takeOut(withdrawal);
    // Reaches this origin alone, and takes no other argument.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.windows.postMessage(withdrawal);
  }

  /** The log has come this far. */
  settle(conversationId: string, timeline: Timeline): void {
    this.outbox.settle(conversationId, timeline.position);
    this.withdrawals.settle(conversationId, timeline);
  }

  /** Takes up what an earlier page left, in the order in which it was written. */
  async restore(): Promise<void> {
    // An earlier version kept all of a conversation as one record, under its name alone.
    const unsent = (await this.all<Outgoing | Outgoing[]>('unsent/')).flat();
    const old = (await this.vault.names('unsent/')).filter((name) => name.split('/').length === 2);
    const withdrawn = await this.all<Withdrawal>('withdrawn/');
    if (this.closed) return;
    for (const withdrawal of withdrawn) {
      if (Date.parse(withdrawal.at) < Date.now() - turnsUpWithin) this.remove(withdrawnName(withdrawal));
      else this.takeOut(withdrawal);
    }
    const waiting = unsent.filter(({ message }) => !this.withdrawals.has(message.clientId));
    this.outbox.restore(waiting.sort((a, b) => a.writtenAt.localeCompare(b.writtenAt)));
    for (const name of old) this.remove(name);
  }

  close(): void {
    this.closed = true;
    this.outbox.close();
    this.windows.close();
  }

  private takeOut(withdrawal: Withdrawal): void {
    const { conversationId, clientId } = withdrawal;
    this.withdrawals.add(withdrawal);
    this.outbox.discard(conversationId, clientId);
    // It may be here already, where it was only the other window that could not know.
    const timeline = this.timelineOf(conversationId);
    if (timeline) this.withdrawals.settle(conversationId, timeline);
  }

  private async all<T>(prefix: string): Promise<T[]> {
    const found: T[] = [];
    for (const name of await this.vault.names(prefix)) {
      const value = await this.vault.read<T>(name);
      if (value !== null) found.push(value);
    }
    return found;
  }

  // A full or broken device store costs the safety of what is kept, not the writing.
  private write(name: string, value: unknown): void {
    if (!this.closed) this.tellOnce(this.vault.write(name, value));
  }

  private remove(name: string): void {
    if (!this.closed) this.tellOnce(this.vault.remove(name));
  }

  private tellOnce(done: Promise<void>): void {
    const tell = () => this.topics.ring('kept');
    done.then(tell, tell);
  }
}
