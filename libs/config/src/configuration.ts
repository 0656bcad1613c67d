import { readFileSync } from 'node:fs';
import { z } from 'zod';

const key = z
  .string()
  .transform((value) => Buffer.from(value, 'base64'))
  .refine(
    (value) => value.length === 32,
    'must be 32 bytes in base64, for example from "openssl rand -base64 32"',
  );

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z.object({
  /** Interface to listen on. */
  HOST: z.string().default('127.0.0.1'),
  /** Port to listen on; 0 takes a free one. */
  PORT: port.default(3000),
  /** Where people reach this installation; links are made from it, and only pages from here may open a socket. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** How the server connects, as the application's role: `postgres://homegroup_app:…@host/database`. */
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(12),
  /** Without it presence and the doorbell stay inside this process. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** "on": REDIS_URL is any node of a Redis cluster, the others are found from there. */
  REDIS_CLUSTER: z
    .enum(['on', 'off'])
    .default('off')
    .transform((value) => value === 'on'),
  /** Wraps every organization's key. Kept outside the database: who holds only a backup reads no message. */
  KEY_ENCRYPTION_KEY: key,
  /** The one before it, from when KEY_ENCRYPTION_KEY was replaced until "homegroup rewrap" has run. */
  KEY_ENCRYPTION_KEY_BEFORE: key.optional(),
  /** Signs access tokens and derives refresh tokens. */
  TOKEN_SECRET: key,
  /** How many proxies in front may be believed about the client's address. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** The built web client; without it only the API is served. */
  WEB_ROOT: z.string().optional(),
  /** A file to which the head of the audit trail is written, away from the database. */
  AUDIT_ANCHOR_FILE: z.string().optional(),
  /** Serves metrics for Prometheus on a port of their own, never on the public one; without it none are served. */
  METRICS_PORT: port.optional(),
  /** Interface of that port: who can reach it reads figures of the whole installation, so keep it inside. */
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** On SIGTERM: seconds in which "not ready" is said before connections are let go, so that a balancer notices. */
  DRAIN_ANNOUNCE_SECONDS: z.coerce.number().min(0).max(120).default(0),
  /** On SIGTERM: seconds after the announcement within which everything is handed over and the process ends. */
  DRAIN_SECONDS: z.coerce.number().min(1).max(300).default(10),
  /** Where traces go, over OTLP/HTTP; without it there are none, and tracing costs nothing. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** The share of requests and events that are traced. */
  TRACE_SHARE: z.coerce.number().min(0).max(1).default(0.01),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),
});

export type Configuration = Readonly<z.output<typeof schema>> & { readonly publicUrl: string };

/** Each may also be given as a file, by the same name with `_FILE` behind it: where containers keep secrets. */
const secrets = [
  'DATABASE_URL',
  'DATABASE_APP_URL',
  'REDIS_URL',
  'KEY_ENCRYPTION_KEY',
  'KEY_ENCRYPTION_KEY_BEFORE',
  'TOKEN_SECRET',
];

/** Every fault of the environment at once, one line each. Values are never repeated: they may be secrets. */
export class ConfigurationInvalid extends Error {
  override name = 'ConfigurationInvalid';
}

/**
 * The environment with every secret that is given as a file read from it; a secret that is given itself comes first.
 * @throws ConfigurationInvalid naming each file's variable that cannot be read
 */
export function withSecretFiles(
  environment: Record<string, string | undefined>,
): Record<string, string | undefined> {
  const complete = { ...environment };
  const faults: string[] = [];
  for (const name of secrets) {
    const path = environment[`${name}_FILE`];
    if (!path || environment[name]) continue;
    try {
      complete[name] = readFileSync(path, 'utf8').trim();
    } catch (error) {
      faults.push(`${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  if (faults.length > 0) throw new ConfigurationInvalid(faults.join('\n'));
  return complete;
}

/** The names that are understood, and whether each must be given. */
export const configurationNames = (): Array<{ name: string; required: boolean }> =>
  Object.entries(schema.shape).map(([name, type]) => ({
    name,
    required: !type.safeParse(undefined).success,
  }));

/** Reads the environment once and freezes it. @throws ConfigurationInvalid listing each missing or wrong variable. */
export function readConfiguration(environment: Record<string, string | undefined>): Configuration {
  const given = Object.fromEntries(
    Object.entries(withSecretFiles(environment)).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => {
      const name = issue.path.join('.');
      return given[name] === undefined ? `${name} is missing` : `${name}: ${issue.message}`;
    });
    throw new ConfigurationInvalid(lines.join('\n'));
  }
  const publicUrl = (result.data.PUBLIC_URL ?? `http://localhost:${result.data.PORT}`).replace(/\/$/, '');
  return Object.freeze({ ...result.data, publicUrl });
}
