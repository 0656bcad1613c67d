import { finishRestore } from '@homegroup/identity';
import { withOwner } from './commands.js';
import { findInstallation } from './installation.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export async function runAfterRestore(options: { keepAccess?: boolean }): Promise<void> {
  const keepAccess = options.keepAccess === true;
  const done = await withOwner(findInstallation(process.env), (owner) =>
    finishRestore(owner, { keepAccess }),
  );
  say(`Organizations whose clients read afresh: ${done.organizations}.`);
  if (keepAccess) say('Sessions and open invitations are as the backup holds them.');
  else say(`Ended: ${done.sessionsEnded} sessions, ${done.invitationsEnded} open invitations.`);
}
