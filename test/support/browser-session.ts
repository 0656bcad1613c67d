import type { SessionView } from '@homegroup/protocol';
import type { TestServer } from './server.js';

export interface RawAnswer<T> {
  status: number;
  body: T;
  headers: Headers;
  text: string;
}

/** A browser's part of a session: it keeps the cookie and says which page asks. */
export class BrowserSession {
  cookie: string | null = null;

  constructor(readonly server: TestServer) {}

  async send<T = { error: { code: string; message: string; retryAfter?: number } }>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<RawAnswer<T>> {
    const response = await this.server.fetch(path, {
      method,
      headers: {
        origin: this.server.url,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.cookie && { cookie: this.cookie }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      this.cookie = pair.endsWith('=') ? null : pair;
    }
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text) as T, headers: response.headers, text };
  }

  signIn(email: string, password: string) {
    return this.send<SessionView>('POST', '/api/session', { email, password });
  }

  refresh() {
    return this.send<SessionView>('POST', '/api/session/refresh');
  }
}
