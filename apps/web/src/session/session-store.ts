import {
  createHttpClient,
  HomegroupError,
  type HttpClient,
  type Me,
  type SessionView,
} from '@homegroup/protocol';
import { forgetSomebody, rememberSomebody, somebodyWasHere } from './was-here.js';

export type EndedBecause = 'signed-out' | 'ended' | 'elsewhere';
export type SessionState =
  | { status: 'starting' }
  /** The server could not be asked; nothing is known yet. */
  | { status: 'unreachable' }
  | { status: 'signed-out'; because: EndedBecause | null }
  | { status: 'signed-in'; me: Me };

/** Seconds before the access token ends at which a new one is asked for. */
const margin = 45;

/**
 * Who is signed in on this page. The access token lives in this object and nowhere else; the refresh token is a
 * cookie that no script sees. Renewing is single-flight.
 */
export class SessionStore {
  private state: SessionState = { status: 'starting' };
  private token: { value: string; until: number } | null = null;
  private renewing: Promise<boolean> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  readonly call: HttpClient;

  constructor() {
    this.call = createHttpClient({
      baseUrl: '',
      accessToken: () => this.token?.value ?? null,
      renew: () => this.renew(),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): SessionState => this.state;

  /** At the start of the page: is there a session from before? */
  async start(): Promise<void> {
    if (!somebodyWasHere()) return this.set({ status: 'signed-out', because: null });
    this.set({ status: 'starting' });
    await this.renew(true);
  }

  async signIn(email: string, password: string): Promise<void> {
    this.take(await this.call('session.signIn', { body: { email, password } }));
  }

  async acceptInvitation(token: string, password: string): Promise<void> {
    this.take(await this.call('invitation.accept', { body: { token, password } }));
  }

  /** Ends the session on the server, then here, whether or not the server could be reached. */
  async signOut(): Promise<void> {
    const ended = await this.call('session.signOut').then(
      () => true,
      () => false,
    );
    // Where the server could not be told, its cookie is still there.
    if (ended) forgetSomebody();
    this.end('signed-out');
  }

  end(because: EndedBecause): void {
    this.token = null;
    clearTimeout(this.timer);
    this.set({ status: 'signed-out', because });
  }

  changed(me: Me): void {
    if (this.state.status === 'signed-in') this.set({ status: 'signed-in', me });
  }

  async refreshMe(): Promise<void> {
    this.changed(await this.call('me.show'));
  }

  /** A token that is good for the next handshake, or null when the session is over or the server unreachable. */
  async freshToken(): Promise<string | null> {
    if (this.token && this.token.until - Date.now() > margin * 500) return this.token.value;
    return (await this.renew()) ? (this.token?.value ?? null) : null;
  }

  /** Resolves false when the session is over, or when the server cannot be reached now. */
  renew(starting = false): Promise<boolean> {
    this.renewing ??= this.ask(starting).finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  private async ask(starting: boolean): Promise<boolean> {
    // Not through `call`: a refused refresh must not try to renew itself.
    const once = createHttpClient({ baseUrl: '' });
    try {
      this.take(await once('session.refresh'));
      return true;
    } catch (error) {
      const over = error instanceof HomegroupError && error.status === 401;
      if (over) this.end(this.state.status === 'signed-in' ? 'ended' : 'signed-out');
      if (over && starting) {
        forgetSomebody();
        this.set({ status: 'signed-out', because: null });
      }
      if (!over && starting) this.set({ status: 'unreachable' });
      if (!over && !starting) this.later(5);
      return false;
    }
  }

  private take(session: SessionView): void {
    rememberSomebody();
    this.token = { value: session.accessToken, until: Date.now() + session.expiresIn * 1000 };
    this.later(Math.max(session.expiresIn - margin, session.expiresIn / 2));
    this.set({ status: 'signed-in', me: session.me });
  }

  private later(seconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.renew(), seconds * 1000);
  }

  private set(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
