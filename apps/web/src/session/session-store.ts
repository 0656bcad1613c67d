import {
  createHttpClient,
  HomegroupError,
  type HttpClient,
  type Me,
  type SessionView,
} from '@homegroup/protocol';
import {
  forgetSomebody,
  onChangeElsewhere,
  rememberLeaving,
  rememberSomebody,
  somebodyLeft,
  somebodyWasHere,
} from './was-here.js';

/** `untold`: signed out here, and the server could not be told yet. */
export type EndedBecause = 'signed-out' | 'untold' | 'ended' | 'elsewhere';
export type SessionState =
  | { status: 'starting' }
  /** The server could not be asked; nothing is known yet. */
  | { status: 'unreachable' }
  | { status: 'signed-out'; because: EndedBecause | null }
  | { status: 'signed-in'; me: Me };

/** Seconds before the access token ends at which a new one is asked for. */
const margin = 45;
/** Milliseconds for which whoever signs out waits for the server, and between two tries to tell it. */
const leavesWithin = 3000;
const toldAgainAfter = 5000;
/** Milliseconds after which a question that is not answered is given up. */
const patience = 20_000;

/** Refreshing and leaving wait less: a page that opens without a network says so soon. */
const patientFetch: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: AbortSignal.timeout(patience / 2) });

/**
 * Who is signed in on this page. The access token lives in this object and nowhere else; the refresh token is a
 * cookie that no script sees. Renewing is single-flight.
 */
export class SessionStore {
  private state: SessionState = { status: 'starting' };
  private token: { value: string; until: number } | null = null;
  private renewing: Promise<boolean> | null = null;
  private leaving: Promise<void> | null = null;
  /** Rises when a session begins or ends here: what was asked for before comes too late. */
  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  readonly call: HttpClient;

  constructor() {
    this.call = createHttpClient({
      baseUrl: '',
      patience,
      accessToken: () => this.token?.value ?? null,
      renew: () => this.renew(),
    });
    onChangeElsewhere(() => {
      const untold = this.state.status === 'signed-out' && this.state.because === 'untold';
      if (somebodyLeft() || (untold && !somebodyWasHere())) this.left();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): SessionState => this.state;

  /** At the start of the page: is there a session from before? */
  async start(): Promise<void> {
    if (somebodyLeft()) {
      this.set({ status: 'signed-out', because: 'untold' });
      return this.tellOfLeaving();
    }
    if (!somebodyWasHere()) return this.set({ status: 'signed-out', because: null });
    this.set({ status: 'starting' });
    await this.renew(true);
  }

  signIn(email: string, password: string): Promise<void> {
    return this.comeIn(() => this.call('session.signIn', { body: { email, password } }));
  }

  acceptInvitation(token: string, password: string): Promise<void> {
    return this.comeIn(() => this.call('invitation.accept', { body: { token, password } }));
  }

  /**
   * Ends the session here, and on the server, now or as soon as it can be reached: by this page or the next one that is
   * opened in this browser, which lets nobody in before.
   */
  async signOut(): Promise<void> {
    rememberLeaving();
    const longest = new Promise((resolve) => setTimeout(resolve, leavesWithin));
    await Promise.race([this.tellOfLeaving(), longest]);
    this.left();
  }

  end(because: EndedBecause): void {
    this.turn += 1;
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
    const once = createHttpClient({ baseUrl: '', fetch: patientFetch });
    const { turn } = this;
    try {
      const session = await once('session.refresh');
      if (turn !== this.turn || somebodyLeft()) return false;
      if (this.isOfAnother(session)) {
        this.end('elsewhere');
        return false;
      }
      this.take(session);
      return true;
    } catch (error) {
      if (turn !== this.turn) return false;
      const over = error instanceof HomegroupError && error.status === 401;
      if (over) this.end(this.state.status === 'signed-in' ? 'ended' : 'signed-out');
      if (over && starting) {
        forgetSomebody();
        this.set({ status: 'signed-out', because: null });
      }
      if (!over && starting) this.set({ status: 'unreachable' });
      if (!over) this.later(5, starting);
      return false;
    }
  }

  /** Not while the server is being told of whoever was here before, or is asked for them: its answer changes the cookie. */
  private async comeIn(ask: () => Promise<SessionView>): Promise<void> {
    await Promise.all([this.leaving, this.renewing]);
    if (somebodyLeft()) clearTimeout(this.timer);
    try {
      const session = await ask();
      this.turn += 1;
      this.take(session);
    } finally {
      if (somebodyLeft()) this.tellLater();
    }
  }

  /** Here, or at another window. */
  private left(): void {
    this.end(somebodyLeft() ? 'untold' : 'signed-out');
    if (somebodyLeft()) this.tellLater();
  }

  private tellOfLeaving(): Promise<void> {
    this.leaving ??= this.tell().finally(() => {
      this.leaving = null;
    });
    return this.leaving;
  }

  private async tell(): Promise<void> {
    const once = createHttpClient({ baseUrl: '', fetch: patientFetch });
    try {
      await once('session.signOut');
      forgetSomebody();
      if (this.state.status === 'signed-out') this.set({ status: 'signed-out', because: 'signed-out' });
    } catch {
      if (this.state.status === 'signed-out') this.tellLater();
    }
  }

  private tellLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (somebodyLeft()) void this.tellOfLeaving();
    }, toldAgainAfter);
  }

  /** All windows share the cookie: at another of them somebody else has come in. What is done here is not theirs. */
  private isOfAnother({ me }: SessionView): boolean {
    return this.state.status === 'signed-in' && this.state.me.id !== me.id;
  }

  private take(session: SessionView): void {
    rememberSomebody();
    this.token = { value: session.accessToken, until: Date.now() + session.expiresIn * 1000 };
    this.later(Math.max(session.expiresIn - margin, session.expiresIn / 2));
    this.set({ status: 'signed-in', me: session.me });
  }

  private later(seconds: number, starting = false): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.renew(starting), seconds * 1000);
  }

  private set(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
