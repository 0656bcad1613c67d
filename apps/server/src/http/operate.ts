import type { Actor } from '@homegroup/identity';
import { HomegroupError, type Operation, type OperationName, operations } from '@homegroup/protocol';
import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { HomegroupRequest } from './homegroup-request.js';

export const OPERATION = Symbol('operation');

/** Makes a controller's method the handler of an operation: route, method, status and shapes come from the registry. */
export function Operate(name: OperationName): MethodDecorator {
  const operation: Operation = operations[name];
  return applyDecorators(
    SetMetadata(OPERATION, name),
    RequestMapping({ path: operation.path, method: RequestMethod[operation.method] }),
    HttpCode(operation.status ?? 200),
  );
}

const requestOf = (context: ExecutionContext): HomegroupRequest =>
  context.switchToHttp().getRequest<HomegroupRequest>();

/** The validated `{ params, query, body }`: type it `OperationParsed<'…'>`. */
export const Input = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).operationInput,
);

/** Who asks. @throws sign_in_required in an operation that is open to everybody and was called by nobody. */
export const ActorOf = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = requestOf(context);
  if (!actor) throw new HomegroupError('sign_in_required', 'Sign in first.');
  return actor;
});

/** For operations before signing in: the organization whose door this is. */
export const OrganizationOf = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { organizationId } = requestOf(context);
  if (!organizationId) throw new HomegroupError('not_found', 'There is no organization at this address.');
  return organizationId;
});
