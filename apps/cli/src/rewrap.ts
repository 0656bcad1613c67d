import { readConfiguration } from '@homegroup/config';
import { rewrapTenantKeys } from '@homegroup/identity';
import { withOwner } from './commands.js';
import { findInstallation } from './installation.js';
import { OperatorError } from './operator-error.js';

export async function runRewrap(): Promise<void> {
  const installation = findInstallation(process.env);
  const configuration = readConfiguration(installation.environment);
  const wrapped = await withOwner(installation, async (owner) => {
    try {
      return await rewrapTenantKeys(owner, configuration);
    } catch (error) {
      // What node:crypto says where a key is not the right one.
      if (!/unable to authenticate/i.test((error as Error).message)) throw error;
      throw new OperatorError(
        'The key of an organization was wrapped by neither KEY_ENCRYPTION_KEY nor KEY_ENCRYPTION_KEY_BEFORE. Nothing has been changed.',
      );
    }
  });
  process.stdout.write(
    `Wrapped by KEY_ENCRYPTION_KEY: the keys of ${wrapped} organizations. KEY_ENCRYPTION_KEY_BEFORE is not needed any more.\n`,
  );
}
