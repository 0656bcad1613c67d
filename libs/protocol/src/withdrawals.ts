import { HomegroupError } from './errors.js';
import { ask, type RawSocket } from './live-socket.js';
import type { Timeline } from './timeline.js';

/** Words that their author took back when nobody knew whether they had been sent. */
export interface Withdrawal {
  conversationId: string;
  /** Of the message, if it is there. */
  clientId: string;
  /** Under which it is removed, so that it is removed once, from however many windows. */
  removalId: string;
  /** When, ISO 8601 by the author's own clock. */
  at: string;
}

/**
 * Removes such words as soon as they turn up in the log: the acknowledgement may have been lost on the way, or the
 * message may arrive late. Whoever holds the timelines shows each of them by `settle`.
 */
export class Withdrawals {
  private readonly wanted = new Map<string, Withdrawal>();
  private readonly busy = new Set<string>();

  constructor(
    private readonly socket: RawSocket,
    /** It is removed, or cannot be any more. */
    private readonly onDone: (withdrawal: Withdrawal) => void = () => undefined,
  ) {}

  add(withdrawal: Withdrawal): void {
    this.wanted.set(withdrawal.clientId, withdrawal);
  }

  has(clientId: string): boolean {
    return this.wanted.has(clientId);
  }

  /** Its author sends it after all. */
  drop(clientId: string): void {
    const known = this.wanted.get(clientId);
    if (!known) return;
    this.wanted.delete(clientId);
    this.onDone(known);
  }

  settle(conversationId: string, { items }: Timeline): void {
    if (this.wanted.size === 0) return;
    for (const item of items) {
      if (item.type !== 'message' || item.clientId === null) continue;
      const withdrawal = this.wanted.get(item.clientId);
      if (withdrawal?.conversationId !== conversationId) continue;
      if (item.removed) this.drop(item.clientId);
      else void this.remove(withdrawal, item.seq);
    }
  }

  private async remove(withdrawal: Withdrawal, target: number): Promise<void> {
    const { conversationId, clientId, removalId } = withdrawal;
    if (this.busy.has(clientId)) return;
    this.busy.add(clientId);
    try {
      await ask(this.socket, 'message:remove', { conversationId, clientId: removalId, target });
      this.drop(clientId);
    } catch (cause) {
      this.failed(withdrawal, target, cause);
    } finally {
      this.busy.delete(clientId);
    }
  }

  /** A reconnect, and an agreement that was accepted, show the timeline again. */
  private failed(withdrawal: Withdrawal, target: number, error: unknown): void {
    if (error instanceof HomegroupError && error.code === 'agreement_required') return;
    if (!(error instanceof HomegroupError && error.retryable)) return this.drop(withdrawal.clientId);
    const again = () => {
      if (this.wanted.has(withdrawal.clientId) && this.socket.connected) void this.remove(withdrawal, target);
    };
    setTimeout(again, Math.max(1, error.retryAfter ?? 0) * 1000);
  }
}
