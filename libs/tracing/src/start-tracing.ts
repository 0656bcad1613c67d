import { useEngine } from './tracing.js';

export interface TracingOptions {
  /** Of an OTLP/HTTP receiver, without `/v1/traces`. */
  endpoint: string;
  /** Of what begins here, between 0 and 1. */
  share: number;
}

/**
 * Begins to send traces. Everything of OpenTelemetry is loaded here and nowhere else, so that without a receiver none
 * of it is. Spans are made by hand where requests, events and statements pass: the packages that patch libraries while
 * they load do not reach ES modules without a loader of their own. A receiver that is away costs spans and nothing else.
 * @returns how to send what is left and end it
 */
export async function startTracing(options: TracingOptions): Promise<() => Promise<void>> {
  const [api, base, hooks, exporter, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const contexts = new hooks.AsyncLocalStorageContextManager().enable();
  const url = `${options.endpoint.replace(/\/$/, '')}/v1/traces`;
  const provider = new base.BasicTracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': 'homegroup' }),
    sampler: new base.ParentBasedSampler({ root: new base.TraceIdRatioBasedSampler(options.share) }),
    spanProcessors: [
      new base.BatchSpanProcessor(new exporter.OTLPTraceExporter({ url, timeoutMillis: 5000 }), {
        scheduledDelayMillis: 1000,
      }),
    ],
  });
  useEngine({
    tracer: provider.getTracer('homegroup'),
    kinds: {
      server: api.SpanKind.SERVER,
      client: api.SpanKind.CLIENT,
      internal: api.SpanKind.INTERNAL,
    },
    active: () => contexts.active(),
    spanOf: (context) => api.trace.getSpan(context),
    contextWith: (span, context) => api.trace.setSpan(context, span),
    within: (context, run) => contexts.with(context, run),
    failed: api.SpanStatusCode.ERROR,
  });
  return async () => {
    useEngine(null);
    contexts.disable();
    await provider.shutdown().catch(() => undefined);
  };
}
