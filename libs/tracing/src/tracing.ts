import type { Context, Span, SpanKind, Tracer } from '@opentelemetry/api';

/** Codes, names of operations and numbers. Never what people wrote, who they are, or a statement's parameters. */
export type Attributes = Record<string, string | number>;
export type Kind = 'server' | 'client' | 'internal';

/** What stands behind these functions while traces are wanted. */
export interface Engine {
  tracer: Tracer;
  kinds: Record<Kind, SpanKind>;
  active: () => Context;
  spanOf: (context: Context) => Span | undefined;
  contextWith: (span: Span, context: Context) => Context;
  within: <T>(context: Context, run: () => T) => T;
  failed: number;
}

let engine: Engine | null = null;

/** For `startTracing` and its end alone. */
export const useEngine = (next: Engine | null): void => {
  engine = next;
};

export const isTracing = (): boolean => engine !== null;

/** Where something was asked for, to be told later to whoever does it for many at once. */
export type Origin = Context | null;

/** Null when nothing is traced here. */
export function originOf(): Origin {
  if (!engine) return null;
  const context = engine.active();
  return engine.spanOf(context) ? context : null;
}

export interface Tracked {
  /** Runs something as a part of this. */
  within: <T>(run: () => T) => T;
  rename: (name: string) => void;
  end: (attributes?: Attributes, failed?: boolean) => void;
}

/** Begins something that is ended by hand. Null when nothing is traced. */
export function track(name: string, kind: Kind, attributes: Attributes): Tracked | null {
  if (!engine) return null;
  const { tracer, kinds, active, contextWith, within, failed: failure } = engine;
  const parent = active();
  const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, parent);
  const context = contextWith(span, parent);
  return {
    within: (run) => within(context, run),
    rename: (next) => void span.updateName(next),
    end: (more = {}, failed = false) => {
      span.setAttributes(more);
      if (failed) span.setStatus({ code: failure });
      span.end();
    },
  };
}

/**
 * Runs something that many asked for, as a part of the first of them, and with a link to each other one. Of an error
 * only that there was one is kept: its words may repeat values.
 */
export async function traced<T>(
  name: string,
  kind: Kind,
  attributes: Attributes,
  origins: readonly Origin[],
  run: () => Promise<T>,
): Promise<T> {
  const known = engine ? origins.filter((origin) => origin !== null) : [];
  const [first, ...others] = known;
  if (!engine || !first) return run();
  const { tracer, kinds, spanOf, contextWith, within, failed } = engine;
  const links = others.flatMap((origin) => {
    const context = spanOf(origin)?.spanContext();
    return context ? [{ context }] : [];
  });
  const span = tracer.startSpan(name, { kind: kinds[kind], attributes, links }, first);
  try {
    return await within(contextWith(span, first), run);
  } catch (error) {
    span.setStatus({ code: failed });
    throw error;
  } finally {
    span.end();
  }
}
