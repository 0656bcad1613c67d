import { type ErrorBody, HomegroupError } from './errors.js';
import {
  type Operation,
  type OperationArgs,
  type OperationName,
  type OperationResult,
  operations,
} from './operations.js';

export interface HttpClientOptions {
  /** Origin of the server, without a trailing slash; empty for the page's own. */
  baseUrl: string;
  /** The access token for the next request, or null. */
  accessToken?: () => string | null;
  /** Called once when a request is answered `session_ended`; resolve true after renewing the token to try again. */
  renew?: () => Promise<boolean>;
  fetch?: typeof globalThis.fetch;
  /** Sent with every request (tests and the command line keep the cookie themselves). */
  headers?: () => Record<string, string>;
  /** Sees every raw response, for cookies. */
  onResponse?: (response: Response) => void;
}

export type HttpClient = <N extends OperationName>(
  name: N,
  ...args: OperationArgs<N>
) => Promise<OperationResult<N>>;

type Scalar = string | number | boolean | undefined;

interface Parts {
  params?: Record<string, Scalar>;
  query?: Record<string, Scalar>;
  body?: unknown;
}

function urlOf(baseUrl: string, operation: Operation, parts: Parts): string {
  const path = operation.path.replace(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(String(parts.params?.[name])),
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parts.query ?? {}))
    if (value !== undefined) query.set(key, String(value));
  const search = query.toString();
  return `${baseUrl}/api${path}${search ? `?${search}` : ''}`;
}

async function readError(response: Response): Promise<HomegroupError> {
  const answer = (await response.json().catch(() => null)) as { error?: ErrorBody } | null;
  if (answer?.error?.code) return HomegroupError.from(answer.error);
  return new HomegroupError(
    'try_again',
    'The server did not answer properly. Nothing was changed. Try again in a moment.',
  );
}

/**
 * The typed client: `call('people.show', { params: { id } })`. Rejects with `HomegroupError` and nothing else;
 * an unreachable server is `try_again`.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const doFetch = options.fetch ?? globalThis.fetch.bind(globalThis);
  const once = async (operation: Operation, parts: Parts): Promise<Response> => {
    const token = options.accessToken?.() ?? null;
    try {
      const response = await doFetch(urlOf(options.baseUrl, operation, parts), {
        method: operation.method,
        credentials: 'same-origin',
        headers: {
          accept: 'application/json',
          ...(operation.body && { 'content-type': 'application/json' }),
          ...(token && { authorization: `Bearer ${token}` }),
          ...options.headers?.(),
        },
        ...(operation.body && { body: JSON.stringify(parts.body ?? {}) }),
      });
      options.onResponse?.(response);
      return response;
    } catch {
      throw new HomegroupError(
        'try_again',
        'There is no connection to the server. Nothing was changed. Try again in a moment.',
      );
    }
  };
  const call = async (name: OperationName, parts: Parts = {}): Promise<unknown> => {
    const operation: Operation = operations[name];
    let response = await once(operation, parts);
    if (!response.ok) {
      const error = await readError(response);
      if (error.code !== 'session_ended' || !options.renew || !(await options.renew())) throw error;
      response = await once(operation, parts);
      if (!response.ok) throw await readError(response);
    }
    return response.json();
  };
  return call as HttpClient;
}
