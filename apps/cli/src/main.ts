import 'reflect-metadata';
import { Command } from 'commander';
import { runAuditVerify, runImport, runInvite, runMigrate, runOrganizationCreate } from './commands.js';
import { describeFailure } from './operator-error.js';
import { runUp } from './up/run-up.js';
import { version } from './version.js';

const program = new Command('homegroup')
  .description('Operates a Homegroup installation.')
  .option('--verbose', 'say more about a failure')
  .showHelpAfterError(false);

program
  .command('up')
  .description('start everything: database, schema, sample programme, server')
  .action(runUp);
program.command('migrate').description("bring the database's schema up to date").action(runMigrate);
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
  .action(runOrganizationCreate);
program
  .command('import')
  .description('bring in a roster, all of it or nothing')
  .argument('<files...>', 'CSV files that are read as one')
  .option('--dry-run', 'say what it would do, write nothing')
  .option('--json', 'print the report as JSON')
  .option('--organization <slug>', 'needed when there are several')
  .action(runImport);
program
  .command('invite')
  .description('print a link that works once')
  .argument('<email>', 'whose account it opens')
  .option('--organization <slug>', 'needed when there are several')
  .action(runInvite);
program
  .command('audit')
  .description('the audit trail')
  .command('verify')
  .description('recompute the chain and compare its anchors')
  .option('--organization <slug>', 'needed when there are several')
  .action(runAuditVerify);
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
