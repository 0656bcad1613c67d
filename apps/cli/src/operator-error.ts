/** Something that whoever runs Homegroup can put right. The message is one line and says how. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

const ofPostgres: Record<string, string> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'there is no such host',
  ETIMEDOUT: 'it does not answer',
  '28P01': 'it refuses this user or password',
  '28000': 'it refuses this user',
  '3D000': 'there is no such database',
  '42501': 'this user may not do that: use the owner of the database',
};

/** One line for any failure. Passwords in addresses are never shown. */
export function describeFailure(error: unknown): string {
  if (isNamed(error, 'ConfigurationInvalid')) return error.message.split('\n').join('; ');
  if (isNamed(error, 'OperatorError', 'DatabaseUnusable', 'HomegroupError')) return oneLine(error.message);
  if (!(error instanceof Error)) return 'Something failed that should not: run it again with --verbose.';
  const { code } = error as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : ofPostgres[code];
  if (known) return `The database cannot be used: ${known}.`;
  return `${oneLine(error.message) || error.name} (run with --verbose for more)`;
}

/** As `describeFailure`, for what went wrong with the database at `url`, which `variable` holds. */
export function describeDatabase(error: unknown, url: string, variable: string): OperatorError {
  if (isNamed(error, 'DatabaseUnusable')) return new OperatorError(error.message);
  const { hostname, port } = new URL(url);
  const cause = error as NodeJS.ErrnoException;
  const timedOut = /timeout/i.test(cause.message) ? ofPostgres.ETIMEDOUT : undefined;
  const why = ofPostgres[cause.code ?? ''] ?? timedOut ?? oneLine(cause.message);
  return new OperatorError(
    `The database at ${hostname}:${port || 5432} cannot be used: ${why}. Check ${variable}.`,
  );
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();

/** By name, so that a command which needs no library loads none. */
const isNamed = (error: unknown, ...names: string[]): error is Error =>
  error instanceof Error && names.includes(error.name);
