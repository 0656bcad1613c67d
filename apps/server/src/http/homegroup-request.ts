import type { Actor, OpenedSession } from '@homegroup/identity';
import type { OperationName } from '@homegroup/protocol';
import type { Request } from 'express';

/** What the guard leaves on a request for the handler. */
export interface HomegroupRequest extends Request {
  operation?: OperationName;
  /** Params, query and body as the operation's schemas made them. */
  operationInput?: { params: unknown; query: unknown; body: unknown };
  actor?: Actor;
  /** Set by the local strategy at sign-in. */
  openedSession?: OpenedSession;
  /** For operations before signing in: whose door this is. */
  organizationId?: string;
}
