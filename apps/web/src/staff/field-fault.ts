import { HomegroupError } from '@homegroup/protocol';

const isAbout = (path: string, field: string): boolean =>
  [field, `body.${field}`].some((known) => path === known || path.startsWith(`${known}.`));

const faultsOf = (error: unknown) => (error instanceof HomegroupError ? (error.faults ?? []) : []);

/** What the server says about one field of a form. */
export const fieldFault = (error: unknown, field: string): string | undefined =>
  faultsOf(error).find(({ path }) => isAbout(path, field))?.message;

/** Whether every fault stands beside a field already, so that no notice must repeat it. */
export function allShown(error: unknown, fields: readonly string[]): boolean {
  const faults = faultsOf(error);
  return faults.length > 0 && faults.every(({ path }) => fields.some((field) => isAbout(path, field)));
}
