import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSecretFiles } from '@homegroup/config';
import { applicationRoleOf } from '@homegroup/database';
import { z } from 'zod';
import { dataDirectory } from './data-directory.js';
import { OperatorError } from './operator-error.js';

const secretsSchema = z.strictObject({
  keyEncryptionKey: z.string(),
  tokenSecret: z.string(),
  /** Of the embedded database's owner. */
  ownerPassword: z.string(),
  /** Of the application's role. */
  applicationPassword: z.string(),
});
type Secrets = z.infer<typeof secretsSchema>;

const fileOf = (directory: string) => join(directory, 'secrets.json');

/** Makes the secrets of a new installation, once, readable by its owner alone; returns those of an existing one. */
export function ensureSecrets(directory: string): Secrets {
  const known = readSecrets(directory);
  if (known) return known;
  const secrets: Secrets = {
    keyEncryptionKey: randomBytes(32).toString('base64'),
    tokenSecret: randomBytes(32).toString('base64'),
    ownerPassword: randomBytes(24).toString('base64url'),
    applicationPassword: randomBytes(24).toString('base64url'),
  };
  // Whole or not at all, also when the process is killed here.
  const half = `${fileOf(directory)}.new`;
  writeFileSync(half, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(half, fileOf(directory));
  return secrets;
}

function readSecrets(directory: string): Secrets | undefined {
  if (!existsSync(fileOf(directory))) return undefined;
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(fileOf(directory), 'utf8')));
  } catch {
    throw new OperatorError(
      `${fileOf(directory)} cannot be read: restore it from a backup. Without it no message can be opened.`,
    );
  }
}

const portFile = (directory: string) => join(directory, 'postgres-port');

export const rememberPort = (directory: string, port: number): void =>
  writeFileSync(portFile(directory), `${port}\n`, { mode: 0o600 });

export function rememberedPort(directory: string): number | undefined {
  if (!existsSync(portFile(directory))) return undefined;
  const port = Number(readFileSync(portFile(directory), 'utf8').trim());
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

const urlFile = (directory: string) => join(directory, 'public-url');

/** Where people reach the server that `up` runs: the links that other commands print begin with it. */
export const rememberPublicUrl = (directory: string, url: string): void =>
  writeFileSync(urlFile(directory), `${url}\n`, { mode: 0o600 });

const rememberedUrl = (directory: string): string | undefined =>
  existsSync(urlFile(directory)) ? readFileSync(urlFile(directory), 'utf8').trim() : undefined;

export const embeddedUrl = (secrets: Secrets, port: number): string =>
  `postgres://homegroup_owner:${secrets.ownerPassword}@127.0.0.1:${port}/homegroup`;

export interface Installation {
  /** As the owner of the database; absent when only the application's URL is known. */
  ownerUrl: string | undefined;
  /** Which variable, or what, `ownerUrl` comes from. */
  ownerSource: string;
  /** For the server and for whatever works as the application: all of libs/config. */
  environment: Record<string, string | undefined>;
}

/** The application's role on the owner's database, with the password that `migrate` gives it. */
export function applicationUrl(ownerUrl: string, password: string, role = 'homegroup_app'): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  return url.toString();
}

/** As `applicationUrl`, in a cluster that may hold other installations: the role is this database's alone. */
export function ownApplicationUrl(ownerUrl: string, password: string): string {
  if (!URL.canParse(ownerUrl) || !/^postgres(ql)?:$/.test(new URL(ownerUrl).protocol))
    throw new OperatorError(
      'DATABASE_URL is not an address: write it like postgres://user:password@host/database.',
    );
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  if (!database)
    throw new OperatorError(
      'DATABASE_URL names no database: write it like postgres://user:password@host/database.',
    );
  return applicationUrl(ownerUrl, password, applicationRoleOf(database));
}

/**
 * What the commands work on: the variables that are set, or their files, completed by what `up` made in the data directory.
 * @throws OperatorError when neither says where the database is
 */
export function findInstallation(given: NodeJS.ProcessEnv): Installation {
  const environment = withSecretFiles(given);
  const directory =
    environment.DATABASE_APP_URL && environment.KEY_ENCRYPTION_KEY ? undefined : dataDirectory(environment);
  const secrets = directory === undefined ? undefined : readSecrets(directory);
  const port = directory && rememberedPort(directory);
  const embedded = secrets && port ? embeddedUrl(secrets, port) : undefined;
  const ownerUrl = environment.DATABASE_URL || (environment.DATABASE_APP_URL ? undefined : embedded);
  const appUrl =
    environment.DATABASE_APP_URL ||
    (environment.DATABASE_URL
      ? secrets && ownApplicationUrl(environment.DATABASE_URL, secrets.applicationPassword)
      : embedded && secrets && applicationUrl(embedded, secrets.applicationPassword));
  if (!ownerUrl && !appUrl)
    throw new OperatorError(
      'There is no Homegroup here yet: start it with "npm run up", or set DATABASE_URL.',
    );
  return {
    ownerUrl,
    ownerSource: environment.DATABASE_URL ? 'DATABASE_URL' : 'that "npm run up" is running',
    environment: {
      ...environment,
      PUBLIC_URL: environment.PUBLIC_URL || (directory && rememberedUrl(directory)),
      DATABASE_APP_URL: appUrl,
      KEY_ENCRYPTION_KEY: environment.KEY_ENCRYPTION_KEY || secrets?.keyEncryptionKey,
      TOKEN_SECRET: environment.TOKEN_SECRET || secrets?.tokenSecret,
      AUDIT_ANCHOR_FILE: environment.AUDIT_ANCHOR_FILE || (directory && join(directory, 'audit-anchor.log')),
    },
  };
}
