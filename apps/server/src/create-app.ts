import type { Configuration } from '@homegroup/config';
import { startTracing } from '@homegroup/tracing';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { serveContracts } from './contracts/serve-contracts.js';
import { closeKeptAlive } from './drain/close-kept-alive.js';
import { Drain } from './drain/drain.js';
import { jsonBody } from './http/json-body.js';
import { securityHeaders } from './http/security-headers.js';
import { webClient } from './http/web-client.js';
import { LiveAdapter } from './live/live.adapter.js';
import { EndTracing } from './tracing/end-tracing.js';
import { traceRequests } from './tracing/trace-requests.js';

/** The whole server, not listening yet. `main.ts` and the tests start the same one. */
export async function createApp(
  configuration: Configuration,
  logTo?: NodeJS.WritableStream,
): Promise<NestExpressApplication> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, TRACE_SHARE: share } = configuration;
  // Before the pool is opened: it asks once whether its statements are traced.
  const endTracing = endpoint === undefined ? null : await startTracing({ endpoint, share });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(configuration, logTo), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.flushLogs();
  app.set('trust proxy', configuration.TRUSTED_PROXIES);
  app.disable('x-powered-by');
  app.setGlobalPrefix('api');
  app.useWebSocketAdapter(new LiveAdapter(app));
  app.use(closeKeptAlive(app.get(Drain, { strict: false })));
  app.use(...securityHeaders(configuration), serveContracts(), cookieParser(), jsonBody);
  if (endTracing) {
    app.get(EndTracing, { strict: false }).stop = endTracing;
    app.use(traceRequests);
  }
  app.use(...webClient(configuration.WEB_ROOT));
  return app;
}
