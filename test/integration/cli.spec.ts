import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unwrapTenantKey } from '@homegroup/database';
import { startServer, type TestServer, testPostgresUrl } from '@homegroup/test-support';
import { root, runCli, temporaryFolder } from './cli-rig.js';

const oneLine = /^[^\n]+\n$/;
// Every command is a process that loads the product: on a busy machine that takes seconds each.
jest.setTimeout(300_000);

describe('the command line', () => {
  const folder = temporaryFolder();
  let server: TestServer;
  let environment: Record<string, string>;

  beforeAll(async () => {
    server = await startServer();
    const { DATABASE_APP_URL = '', KEY_ENCRYPTION_KEY = '', TOKEN_SECRET = '' } = server.environment;
    const owner = new URL(testPostgresUrl());
    owner.pathname = `/${server.database.name}`;
    environment = {
      DATABASE_APP_URL,
      KEY_ENCRYPTION_KEY,
      TOKEN_SECRET,
      DATABASE_URL: owner.toString(),
      HOMEGROUP_DATA_DIR: folder.path,
    };
  });
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  const people = async () => {
    const { n } = await server.database.owner
      .selectFrom('person')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  };

  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await runCli(['version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('shows every fault of a roster where an editor finds it, and changes nothing', async () => {
    const { code, out, err } = await runCli(['import', 'examples/broken-roster.csv'], environment);
    expect(out).toContain(
      'broken-roster.csv:9:89: column 19 (episode_start): 31/11/2026 is not a date. November has 30 days. Write it as 2026-11-30.\n',
    );
    expect(out.trim().split('\n')).toHaveLength(9);
    expect(err).toBe('9 fields need a correction. Nothing has been changed.\n');
    expect(code).toBe(1);
    expect(await people()).toBe(0);
  });

  it('tries a roster without writing, brings it in, and knows it the next time', async () => {
    const dry = await runCli(['import', '--dry-run', '--json', 'examples/sample-programme.csv'], environment);
    expect(JSON.parse(dry.out)).toMatchObject({
      applied: false,
      added: { staff: 4, clients: 30, alumni: 6 },
    });
    expect(await people()).toBe(0);
    const done = await runCli(['import', 'examples/sample-programme.csv'], environment);
    expect([done.code, done.err]).toEqual([0, '']);
    expect(done.out).toBe(
      '47 lines read. Brought in: 2 programmes, 5 groups, 4 staff, 30 clients, 6 alumni, 51 memberships. Known already: nothing.\n',
    );
    expect(await people()).toBe(40);
  });

  it('makes an organization whose first admin comes in with the link', async () => {
    const options = ['--name', 'Lakeside Recovery', '--admin-email', 'Admin@lakeside.example'];
    const made = await runCli(['organization', 'create', ...options], environment);
    expect([made.code, made.err]).toEqual([0, '']);
    const [, organizationId = '', invitationId = ''] =
      /join#([0-9a-f-]+)\.([0-9a-f-]+)\./.exec(made.out) ?? [];
    const invited = await server.database.owner
      .selectFrom('invitation as i')
      .innerJoin('person as p', 'p.id', 'i.person_id')
      .innerJoin('organization as o', 'o.id', 'i.organization_id')
      .select(['o.id', 'o.name', 'p.email', 'p.staff_role', 'i.purpose'])
      .where('i.id', '=', invitationId)
      .executeTakeFirstOrThrow();
    expect(invited).toEqual({
      id: organizationId,
      name: 'Lakeside Recovery',
      email: 'admin@lakeside.example',
      staff_role: 'programme_admin',
      purpose: 'join',
    });

    const again = await runCli(['organization', 'create', ...options], environment);
    expect(again.err).toBe(
      'There is already an organization "lakeside-recovery": choose another with --slug.\n',
    );
    // Among several, a command has to be told which one is meant.
    const vague = await runCli(['audit', 'verify'], environment);
    expect(vague.err).toBe('Say which organization with --organization: harbor, lakeside-recovery.\n');
    const clear = await runCli(['audit', 'verify', '--organization', 'harbor'], environment);
    expect(clear.out).toMatch(/^The audit trail is intact: \d+ entries, head [0-9a-f]{64}\.\n$/);
  });

  it('finds a broken audit trail', async () => {
    await server.database.owner
      .updateTable('audit_entry')
      .set({ action: 'people.invite' })
      .where('organization_id', '=', server.organizationId)
      .where('seq', '=', 3)
      .execute();
    const broken = await runCli(['audit', 'verify', '--organization', 'harbor'], environment);
    expect(broken).toMatchObject({
      code: 1,
      err: 'The audit trail is broken at entry 3; 2 entries before it are intact.\n',
    });
  });

  it('answers every mistake in one line, without a stack', async () => {
    const latin = join(folder.path, 'latin.csv');
    writeFileSync(latin, Buffer.from('record;legal_name\nstaff;Zo\xeb\n', 'latin1'));
    const nowhere = { ...environment, DATABASE_APP_URL: 'postgres://homegroup_app:hush@127.0.0.1:1/x' };
    const cases: [string[], Record<string, string>, RegExp][] = [
      [['import', 'nowhere.csv'], environment, /nowhere\.csv cannot be read \(ENOENT\)/],
      [['import', latin], environment, /is not UTF-8/],
      [['import'], environment, /missing required argument/],
      [['invite', 'nobody@example.org', '--organization', 'harbor'], environment, /nobody with the address/],
      [['invite', 'a@example.org'], nowhere, /127\.0\.0\.1:1 cannot be used: nothing answers there/],
      [['invite', 'a@example.org'], { ...environment, TOKEN_SECRET: '' }, /TOKEN_SECRET is missing/],
      [['migrate'], { HOMEGROUP_DATA_DIR: join(folder.path, 'new') }, /There is no Homegroup here yet/],
      [
        ['organization', 'create', '--name', 'X Y', '--time-zone', 'Mars'],
        environment,
        /"Mars" is not a time zone/,
      ],
      [['fly'], environment, /unknown command/],
    ];
    for (const [args, variables, message] of cases) {
      const { code, out, err } = await runCli(args, variables);
      expect(err).toMatch(message);
      expect(err).toMatch(oneLine);
      expect(err).not.toContain('hush');
      expect([code, out]).toEqual([1, '']);
    }
  });

  it('makes clients read afresh after a restore, and takes secrets from files', async () => {
    const file = join(folder.path, 'owner-url');
    writeFileSync(file, `${environment.DATABASE_URL}\n`);
    const { DATABASE_URL: _, ...others } = environment;
    const before = await server.database.owner.selectFrom('organization').select('log_epoch').execute();
    const { code, out, err } = await runCli(['after-restore'], { ...others, DATABASE_URL_FILE: file });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^Organizations whose clients read afresh: \d\.\nEnded: \d+ sessions, \d+ open invitations\.\n$/,
    );
    const after = await server.database.owner.selectFrom('organization').select('log_epoch').execute();
    for (const { log_epoch } of after) expect(before.map((row) => row.log_epoch)).not.toContain(log_epoch);
    const away = await runCli(['after-restore'], { ...others, DATABASE_URL_FILE: `${file}-gone` });
    expect(away).toEqual({ code: 1, out: '', err: 'DATABASE_URL_FILE cannot be read (ENOENT)\n' });
  });

  it('replaces the key that wraps the others, all or none, while both open', async () => {
    const wrapped = () =>
      server.database.owner.selectFrom('organization').select(['id', 'wrapped_key']).orderBy('id').execute();
    const next = randomBytes(32).toString('base64');
    const { KEY_ENCRYPTION_KEY: old = '', ...others } = environment;
    const keys = (now: string, before?: string) => ({
      KEY_ENCRYPTION_KEY: Buffer.from(now, 'base64'),
      KEY_ENCRYPTION_KEY_BEFORE: before === undefined ? undefined : Buffer.from(before, 'base64'),
    });
    const opened = (rows: Awaited<ReturnType<typeof wrapped>>, now: string, before?: string) =>
      rows.map(({ id, wrapped_key }) => unwrapTenantKey(keys(now, before), id, wrapped_key).toString('hex'));
    const before = await wrapped();
    const tenants = opened(before, old);

    const alone = await runCli(['rewrap'], { ...others, KEY_ENCRYPTION_KEY: next });
    expect([alone.code, alone.out]).toEqual([1, '']);
    expect(alone.err).toMatch(
      /neither KEY_ENCRYPTION_KEY nor KEY_ENCRYPTION_KEY_BEFORE\. Nothing has been changed\.\n$/,
    );
    expect(await wrapped()).toEqual(before);

    expect(opened(before, next, old)).toEqual(tenants);
    const both = { ...others, KEY_ENCRYPTION_KEY: next, KEY_ENCRYPTION_KEY_BEFORE: old };
    const done = await runCli(['rewrap'], both);
    expect([done.code, done.err]).toEqual([0, '']);
    expect(done.out).toContain(`the keys of ${before.length} organizations`);
    const after = await wrapped();
    expect(opened(after, next)).toEqual(tenants);
    expect(() => opened(after, old)).toThrow();

    const again = await runCli(['rewrap'], { ...others, KEY_ENCRYPTION_KEY: next });
    expect(again.code).toBe(0);
    const back = { ...others, KEY_ENCRYPTION_KEY: old, KEY_ENCRYPTION_KEY_BEFORE: next };
    expect((await runCli(['rewrap'], back)).code).toBe(0);
    expect(opened(await wrapped(), old)).toEqual(tenants);
  });

  it('migrates twice without harm', async () => {
    expect(await runCli(['migrate'], environment)).toEqual({
      code: 0,
      out: 'The database is up to date.\n',
      err: '',
    });
  });
});
