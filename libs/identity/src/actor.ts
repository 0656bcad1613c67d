import {
  type ClientEventName,
  HomegroupError,
  mayCall,
  type OperationName,
  type Role,
} from '@homegroup/protocol';

/** Who asks: resolved from the database for this very request, never from what a token says about them. */
export interface Actor {
  personId: string;
  organizationId: string;
  role: Role;
  /** The signed-in device; its end ends everything that runs under it. */
  familyId: string;
  /** As peers see it: the real name of staff, the display name of everybody else. */
  name: string;
}

/** The first line of every use case. @throws not_allowed unless the matrix admits the actor's role. */
export function authorize(actor: Pick<Actor, 'role'>, operation: OperationName | ClientEventName): void {
  if (!mayCall(actor.role, operation))
    throw new HomegroupError('not_allowed', 'Your role does not allow this.');
}
