import type { Configuration } from '@homegroup/config';
import type { Params } from 'nestjs-pino';

const withoutQuery = (url: string | undefined): string => (url ?? '').split('?')[0] ?? '';

/** One line a request: method, path, status, time. No headers, no body, no query. */
export function loggerOptions(configuration: Configuration): Params {
  return {
    pinoHttp: {
      level: configuration.LOG_LEVEL,
      redact: ['req.headers', 'res.headers'],
      serializers: {
        req: (request: { id?: unknown; method?: string; url?: string }) => ({
          id: request.id,
          method: request.method,
          path: withoutQuery(request.url),
        }),
        res: (response: { statusCode?: number }) => ({ status: response.statusCode }),
      },
      autoLogging: { ignore: (request) => !withoutQuery(request.url).startsWith('/api/') },
    },
  };
}
