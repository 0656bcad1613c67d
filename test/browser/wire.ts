import { randomUUID } from 'node:crypto';
import {
  ask,
  createHttpClient,
  type HttpClient,
  type SendMessage,
  type SessionView,
} from '@homegroup/protocol';
import { io, type Socket } from 'socket.io-client';
import type { Product } from './product.js';

/** A person without a browser, through the typed client: for the talk that a scene begins with. */
export class Wire {
  private constructor(
    readonly call: HttpClient,
    readonly socket: Socket,
    readonly session: SessionView,
  ) {}

  static async of(product: Product, email: string, password = product.passphrase): Promise<Wire> {
    const anonymous = createHttpClient({ baseUrl: product.url, headers: () => ({ origin: product.url }) });
    const session = await anonymous('session.signIn', { body: { email, password } });
    const call = createHttpClient({ baseUrl: product.url, accessToken: () => session.accessToken });
    const socket = io(product.url, {
      auth: { token: session.accessToken },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('connect_error', reject);
    });
    return new Wire(call, socket, session);
  }

  async conversation(title: string): Promise<string> {
    const found = (await this.call('conversations.list')).find((item) => item.title === title);
    if (!found) throw new Error(`no conversation "${title}" for ${this.session.me.name}`);
    return found.id;
  }

  /** Takes the seat and accepts the agreement, where that is still to do. */
  async sitDown(title: string): Promise<string> {
    const id = await this.conversation(title);
    const detail = await this.call('conversations.show', { params: { id } });
    if (!detail.groupId || !['invited', 'agreement'].includes(detail.standing)) return id;
    const params = { id: detail.groupId };
    if (detail.standing === 'invited') await this.call('groups.join', { params });
    if (detail.agreement)
      await this.call('groups.acceptAgreement', { params, body: { version: detail.agreement.version } });
    return id;
  }

  async enter(conversationId: string): Promise<void> {
    await ask(this.socket, 'presence:enter', { conversationId });
  }

  /** From now on its news comes here. */
  async follow(conversationId: string): Promise<void> {
    await ask(this.socket, 'conversation:subscribe', { conversations: [{ conversationId, after: null }] });
  }

  async say(
    conversationId: string,
    body: string,
    more: Partial<Pick<SendMessage, 'replyTo' | 'mentions'>> = {},
  ): Promise<number> {
    const sent = await ask(this.socket, 'message:send', {
      conversationId,
      clientId: randomUUID(),
      body,
      ...more,
    });
    return sent.seq;
  }

  async read(conversationId: string, seq: number): Promise<void> {
    await ask(this.socket, 'conversation:read', { conversationId, seq });
  }

  async react(conversationId: string, target: number, reaction: 'thank_you' | 'me_too'): Promise<void> {
    await ask(this.socket, 'reaction:set', {
      conversationId,
      clientId: randomUUID(),
      target,
      reaction,
      on: true,
    });
  }

  close(): void {
    this.socket.close();
  }
}
