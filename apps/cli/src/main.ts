import 'reflect-metadata';
import { Command } from 'commander';
import type { ImportOptions } from './commands.js';
import type { OrganizationOptions } from './make-organization.js';
import { describeFailure } from './operator-error.js';
import { version } from './version.js';

/** A command loads what it needs and no more: libraries take longer to load than most of them to run. */
const commands = () => import('./commands.js');

// Whoever reads what is said may go, as when a terminal is closed: what was begun is ended in order all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const program = new Command('homegroup')
  .description('Operates a Homegroup installation.')
  .option('--verbose', 'say more about a failure')
  .showHelpAfterError(false);

program
  .command('up')
  .description('start everything: database, schema, sample programme, server')
  .action(async () => (await import('./up/run-up.js')).runUp());
program
  .command('migrate')
  .description("bring the database's schema up to date")
  .action(async () => (await commands()).runMigrate());
program
  .command('organization')
  .description('organizations: the tenants of an installation')
  .command('create')
  .description('make an organization and invite its first programme admin')
  .requiredOption('--name <name>', 'name of the treatment provider')
  .option('--slug <slug>', 'first label of its host name; made from the name')
  .option('--time-zone <zone>', 'where its days begin', 'America/New_York')
  .option('--admin-email <email>', 'address of the first programme admin')
  .option('--admin-name <name>', 'real name of the first programme admin')
  .action(async (options: OrganizationOptions) => (await commands()).runOrganizationCreate(options));
program
  .command('import')
  .description('bring in a roster, all of it or nothing')
  .argument('<files...>', 'CSV files that are read as one')
  .option('--dry-run', 'say what it would do, write nothing')
  .option('--json', 'print the report as JSON')
  .option('--organization <slug>', 'needed when there are several')
  .action(async (files: string[], options: ImportOptions) => (await commands()).runImport(files, options));
program
  .command('invite')
  .description('print a link that works once')
  .argument('<email>', 'whose account it opens')
  .option('--organization <slug>', 'needed when there are several')
  .action(async (email: string, options: { organization?: string }) =>
    (await commands()).runInvite(email, options),
  );
program
  .command('audit')
  .description('the audit trail')
  .command('verify')
  .description('recompute the chain and compare its anchors')
  .option('--organization <slug>', 'needed when there are several')
  .action(async (options: { organization?: string }) => (await commands()).runAuditVerify(options));
program
  .command('after-restore')
  .description('once after a backup was restored: clients read afresh, everybody signs in again')
  .option('--keep-access', 'leave sessions and open invitations as the backup holds them')
  .action(async (options: { keepAccess?: boolean }) =>
    (await import('./after-restore.js')).runAfterRestore(options),
  );
program
  .command('rewrap')
  .description('after KEY_ENCRYPTION_KEY was replaced: wrap every organization’s key by the new one')
  .action(async () => (await import('./rewrap.js')).runRewrap());
program
  .command('version')
  .description('print the version')
  .action(() => void process.stdout.write(`${version()}\n`));

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  if (program.opts<{ verbose?: boolean }>().verbose)
    process.stderr.write(`${(error as Error).stack ?? ''}\n`);
  process.exitCode = 1;
}
