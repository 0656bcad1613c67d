import type { Configuration } from '@homegroup/config';
import type { Metrics } from '@homegroup/metrics';
import type { Params } from 'nestjs-pino';
import { Repeats } from './repeats.js';

const withoutQuery = (url: string | undefined): string => (url ?? '').split('?')[0] ?? '';

/** Supervisors and balancers ask for health every second or so. */
const isLogged = (path: string): boolean => path.startsWith('/api/') && !path.startsWith('/api/health/');

/** What Nest says about itself while it starts: dozens of lines that no operator reads. */
const quiet = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'WebSocketsController']);
const information = 30;
const warning = 40;

const contextOf = (first: unknown): unknown =>
  typeof first === 'object' && first !== null && 'context' in first ? first.context : undefined;

/**
 * One line a request, but for health: method, path, status, time. No headers, no body, no query. To standard output unless told.
 * Every warning and error is counted too, by the part that wrote it; one that repeats itself is written once a minute.
 */
export function loggerOptions(
  configuration: Configuration,
  metrics: Metrics,
  destination?: NodeJS.WritableStream,
): Params {
  const repeats = new Repeats();
  return {
    pinoHttp: {
      ...(destination && { stream: destination }),
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
      hooks: {
        logMethod(args, method, level) {
          const context = contextOf(args[0]);
          if (level === information && typeof context === 'string' && quiet.has(context)) return;
          if (level >= warning) metrics.faults.add(typeof context === 'string' ? context : 'Request');
          const line: unknown = args[1];
          if (typeof context === 'string' && typeof line === 'string') {
            if (level < warning) repeats.forget(context);
            else if (!repeats.isNews(context, line)) return;
          }
          method.apply(this, args);
        },
      },
      autoLogging: { ignore: (request) => !isLogged(withoutQuery(request.url)) },
    },
  };
}
