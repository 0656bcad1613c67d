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
  /** Milliseconds after which a question (GET) that is not answered is given up; without it, as long as it takes. */
  patience?: number;
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

/** Silence says nothing of what was done: only a question may simply be asked again. */
function unanswered({ method }: Operation): HomegroupError {
  const asked = 'There is no answer from the server. Try again in a moment.';
  const told = 'There was no answer from the server. Look whether it was done before you try again.';
  return new HomegroupError('try_again', method === 'GET' ? asked : told);
}

async function readError(operation: Operation, response: Response): Promise<HomegroupError> {
  const answer = (await response.json().catch(() => null)) as { error?: ErrorBody } | null;
  return answer?.error?.code ? HomegroupError.from(answer.error) : unanswered(operation);
}

/**
 * The typed client: `call('people.show', { params: { id } })`. Rejects with `HomegroupError` and nothing else. A server
 * that cannot be reached, does not answer, or answers what is none of its errors is `try_again`; whether it did what it
 * was told is then not known.
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
        ...(options.patience &&
          operation.method === 'GET' && { signal: AbortSignal.timeout(options.patience) }),
      });
      options.onResponse?.(response);
      return response;
    } catch {
      throw unanswered(operation);
    }
  };
  const call = async (name: OperationName, parts: Parts = {}): Promise<unknown> => {
    const operation: Operation = operations[name];
    let response = await once(operation, parts);
    if (!response.ok) {
      const error = await readError(operation, response);
      if (error.code !== 'session_ended' || !options.renew || !(await options.renew())) throw error;
      response = await once(operation, parts);
      if (!response.ok) throw await readError(operation, response);
    }
    return response.json().catch(() => Promise.reject(unanswered(operation)));
  };
  return call as HttpClient;
}
