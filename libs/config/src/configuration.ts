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
  /** Wraps every organization's key. Kept outside the database: who holds only a backup reads no message. */
  KEY_ENCRYPTION_KEY: key,
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
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),
});

export type Configuration = Readonly<z.output<typeof schema>> & { readonly publicUrl: string };

/** Every fault of the environment at once, one line each. Values are never repeated: they may be secrets. */
export class ConfigurationInvalid extends Error {
  override name = 'ConfigurationInvalid';
}

/** Reads the environment once and freezes it. @throws ConfigurationInvalid listing each missing or wrong variable. */
export function readConfiguration(environment: Record<string, string | undefined>): Configuration {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
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
