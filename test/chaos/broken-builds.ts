import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Invariant } from './checker/history.js';

interface Substitution {
  /** Of the compiled server. */
  file: string;
  from: string;
  to: string;
}
export interface BrokenBuild {
  /** What is wrong with it. */
  why: string;
  /** At least one of these must be found broken. */
  breaks: readonly Invariant[];
  substitutions: readonly Substitution[];
}

const queue = 'libs/log/src/append-queue.js';
const tables = 'libs/database/src/migrations/0002-conversations.js';
/** What is broken the long way holds for all when nothing goes the short one. */
const neverShort: Substitution = {
  file: 'libs/database/src/migrations/0011-restricted-members.js',
  from: "if p_kind = 'message:sent' and",
  to: "if false and p_kind = 'message:sent' and",
};

/** Servers that break the promise on purpose, made from the compiled one: production code carries no switches. */
export const brokenBuilds: Record<string, BrokenBuild> = {
  'early-acknowledgement': {
    why: 'acknowledges before the commit',
    breaks: ['I1'],
    substitutions: [
      {
        file: queue,
        from: "const answers = await traced('append',",
        to: "const early = await this.pool.connect();\n            try {\n            await early.query('begin');\n            const answers = await traced('append',",
      },
      {
        file: queue,
        from: 'askColumn(this.pool, statement)',
        to: 'early.query(statement).then(({ rows }) => rows.map((row) => JSON.stringify(row.append_entry)))',
      },
      // The proxy knows an append by its name and would always hit it, and never the COMMIT behind it.
      {
        file: queue,
        from: 'const statement = appendStatement(organizationId, prepared);',
        to: 'const statement = { ...appendStatement(organizationId, prepared), name: undefined };',
      },
      {
        file: queue,
        from: 'this.settle(organizationId, prepared, outcomesOf(answers), began);\n',
        to: "this.settle(organizationId, prepared, outcomesOf(answers), began);\n            await early.query('commit');\n            early.release();\n            } catch (error) {\n                early.release(true);\n                throw error;\n            }\n",
      },
    ],
  },
  nextval: {
    why: 'takes the number from a sequence, outside the lock',
    breaks: ['I3', 'I4', 'I1'],
    substitutions: [
      {
        file: tables,
        from: '-- An interval of belonging.',
        to: `create function make_numbers() returns trigger language plpgsql security definer as $n$
begin
  execute format('create sequence %I', 'numbers_' || new.id);
  execute format('grant usage on sequence %I to public', 'numbers_' || new.id);
  return new;
end $n$;
create trigger make_numbers before insert on conversation for each row execute function make_numbers();
-- An interval of belonging.`,
      },
      {
        file: tables,
        from: 'from conversation v where v.id = p_conversation[i] for no key update;',
        to: 'from conversation v where v.id = p_conversation[i];',
      },
      {
        file: tables,
        from: 'number := number + 1;',
        to: `number := nextval(format('%I', 'numbers_' || c.id)::regclass); perform pg_sleep(random() * 0.004);`,
      },
      {
        file: tables,
        from: 'update conversation v set head = number where v.id = c.id;',
        to: 'update conversation v set head = greatest(v.head, number) where v.id = c.id;',
      },
      neverShort,
      {
        file: 'libs/log/src/log-writer.js',
        from: 'head: sql`head + 1`',
        to: "head: sql`greatest(head, nextval(format('%I', 'numbers_' || id)::regclass))`",
      },
    ],
  },
  'no-dedupe': {
    why: 'appends a retry once more',
    breaks: ['I2'],
    substitutions: [
      { file: tables, from: 'create unique index log_event_retry', to: 'create index log_event_retry' },
      {
        file: tables,
        from: 'e.client_id = p_client[i];\n      if found then',
        to: 'e.client_id = p_client[i];\n      if false then',
      },
      neverShort,
    ],
  },
  'cached-membership': {
    why: 'keeps who is a member for a second and a half, whatever the version says',
    breaks: ['I5'],
    substitutions: [
      {
        file: 'libs/log/src/channel.js',
        from: 'learn(version, members) {',
        to: 'learn(version, members) {\n        if (this.versions.size === 0) return this.adopt(version, members);\n        setTimeout(() => this.adopt(version, members), 1500);\n    }\n    adopt(version, members) {',
      },
      {
        file: 'libs/log/src/channel.js',
        from: 'rows.every((row)=>this.versions.has(row.version))',
        to: 'this.versions.size > 0',
      },
      {
        file: 'libs/log/src/channel.js',
        from: 'this.versions.get(version) ?? new Map()',
        to: 'this.members ?? new Map()',
      },
    ],
  },
  'resume-from-head': {
    why: 'resumes from the present instead of from the reader',
    breaks: ['I4'],
    substitutions: [
      {
        file: 'libs/log/src/read-log.js',
        from: 'const behind = resumed.filter(',
        to: 'const behind = [].filter(',
      },
    ],
  },
  'no-anti-entropy': {
    why: 'never compares heads, so that a lost ring is a lost message',
    breaks: ['I8', 'I4', 'I6'],
    substitutions: [
      {
        file: 'libs/log/src/heads-watch.js',
        from: 'setInterval(()=>void this.compare(organizationId), every)',
        to: 'setInterval(()=>undefined, every)',
      },
    ],
  },
};

/** A copy of the compiled server with the fault in it. @throws when the text to change is not there just once */
export function breakBuild(build: string, broken: BrokenBuild): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'homegroup-broken-'));
  for (const part of ['apps/server', 'libs'])
    cpSync(join(build, part), join(folder, part), { recursive: true });
  symlinkSync(join(build, '../../node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  for (const { file, from, to } of broken.substitutions) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const times = text.split(from).length - 1;
    if (times !== 1)
      throw new Error(`"${from}" stands ${times} times in ${file}: the broken build needs mending`);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
