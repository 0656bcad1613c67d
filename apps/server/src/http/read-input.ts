import { HomegroupError, type Operation } from '@homegroup/protocol';
import type { Request } from 'express';
import type { z } from 'zod';

type Fault = { path: string; message: string };

/** Paths and messages; never a value, which may be a password or what somebody wrote. */
export const faultsOf = (part: string, error: z.ZodError): Fault[] =>
  error.issues.flatMap((issue) => {
    const path = [part, ...issue.path.map(String)].join('.');
    // The names of unknown keys come from outside and are not repeated either.
    const message = issue.code === 'unrecognized_keys' ? 'Unknown keys are not allowed.' : issue.message;
    return [{ path, message }];
  });

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Reflect.ownKeys(value).length === 0);

function read(part: string, schema: z.ZodType | undefined, value: unknown, faults: Fault[]): unknown {
  if (!schema) {
    if (!isEmpty(value)) faults.push({ path: part, message: 'Unknown keys are not allowed.' });
    return undefined;
  }
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  faults.push(...faultsOf(part, result.error));
  return undefined;
}

/**
 * Checks a request against its operation. An identifier in the path that is none answers `not_found`, as one that
 * does not exist would. @throws invalid_input with every fault, not_found
 */
export function readInput(
  operation: Operation,
  request: Request,
): { params: unknown; query: unknown; body: unknown } {
  const wrongPath: Fault[] = [];
  const params = read('params', operation.params, request.params, wrongPath);
  if (wrongPath.length > 0) throw new HomegroupError('not_found', 'There is nothing here.');
  const faults: Fault[] = [];
  const query = read('query', operation.query, request.query, faults);
  if (operation.body && !request.is('application/json'))
    faults.push({ path: 'body', message: 'Send JSON, with the content type application/json.' });
  const body = read('body', operation.body, request.body, faults);
  if (faults.length > 0)
    throw new HomegroupError('invalid_input', 'Something in the request is not as it should be.', { faults });
  return { params, query, body };
}
