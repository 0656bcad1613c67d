import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditTrail } from '@homegroup/audit';
import { ImportRoster } from '@homegroup/care';
import type { Configuration } from '@homegroup/config';
import { UnitOfWork } from '@homegroup/database';
import { hashPassword } from '@homegroup/identity';
import { sql } from 'kysely';
import { withApplication } from '../application.js';
import { repository } from '../data-directory.js';
import { OperatorError } from '../operator-error.js';

const roster = 'examples/sample-programme.csv';
const passphraseLine = /^Passphrase: (\S+)$/m;
const fileOf = (directory: string) => join(directory, 'sample-people.txt');

/** Whom to try the product as. */
export const sampleAccounts = [
  ['r.oyelaran@example.org', 'Renata Oyelaran, counselor'],
  ['t.arkwright@example.org', '“Fern”, client'],
  ['j.baptiste@example.org', '“Jo”, client'],
  ['m.quintero@example.org', '“Mari”, alumnus'],
  ['k.vance@example.org', 'Kit Vance, programme admin'],
] as const;

/** The passphrase of an installation with sample people; null for one without. */
export function samplePassphrase(directory: string): string | null {
  if (!existsSync(fileOf(directory))) return null;
  return passphraseLine.exec(readFileSync(fileOf(directory), 'utf8'))?.[1] ?? null;
}

/** Makes the passphrase and the file that names it; leaves an existing one. */
export function ensureSamplePassphrase(directory: string): string {
  const known = samplePassphrase(directory);
  if (known) return known;
  const passphrase = newPassphrase();
  const accounts = sampleAccounts.map(([email, who]) => `  ${email.padEnd(26)} ${who}`).join('\n');
  writeFileSync(
    fileOf(directory),
    `The people of the sample programme. They are invented, and all have one passphrase.\n\nPassphrase: ${passphrase}\n\nTo try:\n${accounts}\n\nAll others: see ${roster}.\n`,
    { mode: 0o600 },
  );
  return passphrase;
}

/** Imports the sample programme as `homegroup import` would, and lets its people in with their one passphrase. */
export async function bringInSample(
  directory: string,
  configuration: Configuration,
  organizationId: string,
): Promise<void> {
  const passphrase = ensureSamplePassphrase(directory);
  await withApplication(configuration, async (application) => {
    const text = readFileSync(join(repository, roster), 'utf8');
    const files = [{ name: 'sample-programme.csv', text }];
    const report = await application
      .get(ImportRoster, { strict: false })
      .execute({ system: true, organizationId }, { files });
    const [fault] = report.faults;
    if (fault) throw new OperatorError(`${roster}:${fault.line}:${fault.character}: ${fault.message}`);
    const hash = await hashPassword(passphrase);
    await application.get(UnitOfWork, { strict: false }).run(organizationId, async (work) => {
      const opened = await work.db
        .updateTable('person')
        .set({ password_hash: hash, password_changed_at: sql<Date>`now()` })
        .where('password_hash', 'is', null)
        .returning('id')
        .execute();
      application.get(AuditTrail, { strict: false }).append(work, {
        actorId: null,
        action: 'people.openSampleAccounts',
        outcome: 'allowed',
        detail: { people: opened.length },
      });
    });
  });
}

/** Four words that can be spoken, 76 bits, 27 characters. */
function newPassphrase(): string {
  const consonants = 'bdfghjklmnprstvz';
  const syllable = () => `${consonants[randomInt(consonants.length)]}${'aeiou'[randomInt(5)]}`;
  const word = () => syllable() + syllable() + syllable();
  return [word(), word(), word(), word()].join('-');
}
