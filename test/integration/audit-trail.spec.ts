import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditAnchor, AuditTrail, VerifyAudit } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { startServer, type TestPerson, type TestServer } from '@homegroup/test-support';
import { sql } from 'kysely';

describe('the audit trail', () => {
  let server: TestServer;
  let officer: TestPerson;
  let folder: string;
  let trail: AuditTrail;
  let verify: VerifyAudit;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'homegroup-anchor-'));
    server = await startServer({ environment: { AUDIT_ANCHOR_FILE: join(folder, 'anchor.jsonl') } });
    officer = await server.people.addStaff('privacy_officer');
    trail = server.app.get(AuditTrail, { strict: false });
    verify = server.app.get(VerifyAudit, { strict: false });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const check = () => verify.check(server.organizationId);
  const note = (action: string) =>
    trail.record(server.organizationId, {
      actorId: officer.id,
      action,
      outcome: 'allowed',
      detail: { n: 1 },
    });
  const headSeq = async () =>
    (await server.database.owner.selectFrom('audit_head').select('seq').executeTakeFirst())?.seq ?? 0;
  /** Runs `attack`, looks, and brings the trail back. */
  const after = async (attack: string) => {
    const { owner } = server.database;
    await sql
      .raw('create table kept as table audit_entry; create table kept_head as table audit_head')
      .execute(owner);
    try {
      await sql.raw(attack).execute(owner);
      return await check();
    } finally {
      await sql
        .raw(`truncate audit_entry, audit_head; insert into audit_entry table kept; insert into audit_head table kept_head;
              drop table kept, kept_head`)
        .execute(owner);
    }
  };

  it('is written in order, without a gap, by many at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => note(`test.${n}`)));
    expect(await headSeq()).toBeGreaterThanOrEqual(40);
    await expect(check()).resolves.toMatchObject({ intact: true, brokenAt: null });
  });

  it('records a change in the same transaction, or not at all', async () => {
    const before = await headSeq();
    const unit = server.app.get(UnitOfWork, { strict: false });
    const change = (fails: boolean) =>
      unit.run(server.organizationId, async (work) => {
        trail.append(work, { actorId: null, action: 'test.change', outcome: 'allowed' });
        trail.append(work, { actorId: null, action: 'test.change', outcome: 'allowed' });
        if (fails) throw new Error('rolled back');
      });
    await expect(change(true)).rejects.toThrow('rolled back');
    expect(await headSeq()).toBe(before);
    await change(false);
    expect(await headSeq()).toBe(before + 2);
  });

  it.each([
    ['changed', `update audit_entry set action = 'something.else' where seq = 5`, 5],
    ['changed in its detail', `update audit_entry set detail = '{"n": 2}' where seq = 7`, 7],
    [
      'changed with its hash made to fit',
      `update audit_entry e set action = 'x', hash = audit_digest(row(e.organization_id, e.seq, e.at, e.actor_id, 'x', e.object_type, e.object_id, e.outcome, e.detail, e.previous, e.hash)::audit_entry) where seq = 5`,
      6,
    ],
    ['removed', 'delete from audit_entry where seq = 9', 9],
    ['removed from the beginning', 'delete from audit_entry where seq = 1', 1],
    ['removed from the end', 'delete from audit_entry where seq = (select max(seq) from audit_entry)', null],
    [
      'moved',
      'update audit_entry set seq = case seq when 3 then 100000 else seq end where seq in (3, 4); update audit_entry set seq = 3 where seq = 4; update audit_entry set seq = 4 where seq = 100000',
      3,
    ],
  ])('notices an entry that was %s', async (_, attack, brokenAt) => {
    const verdict = await after(attack);
    expect(verdict).toMatchObject({ intact: false, brokenAt: brokenAt ?? (await headSeq()) });
    await expect(check()).resolves.toMatchObject({ intact: true });
  });

  it('notices what was rewritten or cut so that it fits itself, by the anchor outside the database', async () => {
    const anchor = server.app.get(AuditAnchor, { strict: false });
    await anchor.write();
    const line = JSON.parse((await readFile(join(folder, 'anchor.jsonl'), 'utf8')).trim()) as { seq: number };
    expect(line.seq).toBe(await headSeq());
    const cut = await after(`delete from audit_entry where seq > 10;
      update audit_head set seq = 10, hash = (select hash from audit_entry where seq = 10)`);
    expect(cut).toMatchObject({ intact: false, brokenAt: 11 });
    const rewritten = await after(`do $$
      declare e audit_entry; before bytea := '\\x00';
      begin
        for e in select * from audit_entry order by seq loop
          if e.seq = 5 then e.action := 'nothing.happened'; end if;
          e.previous := before; e.hash := audit_digest(e); before := e.hash;
          update audit_entry set action = e.action, previous = e.previous, hash = e.hash where seq = e.seq;
        end loop;
        update audit_head set hash = before;
      end $$`);
    expect(rewritten).toMatchObject({ intact: false, brokenAt: line.seq });
  });

  it('gives the application no way to change or remove an entry', async () => {
    const unit = server.app.get(UnitOfWork, { strict: false });
    for (const statement of [
      `update audit_entry set action = 'x'`,
      'delete from audit_entry',
      'truncate audit_entry',
      'update audit_head set seq = 0',
      `insert into audit_entry select * from audit_entry`,
    ])
      await expect(
        unit.run(server.organizationId, (work) => sql.raw(statement).execute(work.db)),
      ).rejects.toMatchObject({ code: '42501' });
  });

  it('fails the read when the read cannot be recorded', async () => {
    const call = await server.call(officer);
    await expect(call('audit.list', { query: {} })).resolves.toMatchObject({ entries: expect.any(Array) });
    await sql
      .raw('revoke execute on function audit_append(jsonb) from homegroup_app')
      .execute(server.database.owner);
    await expect(call('audit.list', { query: {} })).rejects.toMatchObject({ code: 'internal' });
    await sql
      .raw('grant execute on function audit_append(jsonb) to homegroup_app')
      .execute(server.database.owner);
    await expect(call('audit.list', { query: {} })).resolves.toBeDefined();
  });

  it('is read page by page and verified over HTTP, which stands in it too', async () => {
    const call = await server.call(officer);
    const first = await call('audit.list', { query: { limit: 10 } });
    const second = await call('audit.list', { query: { limit: 10, before: first.earlier ?? 0 } });
    const seqs = [...first.entries, ...second.entries].map((each) => each.seq);
    expect(seqs).toEqual(Array.from({ length: 20 }, (_, n) => (seqs[0] ?? 0) - n));
    const verdict = await call('audit.verify');
    expect(verdict).toMatchObject({ intact: true, head: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    const [latest] = (await call('audit.list', { query: { limit: 1 } })).entries;
    expect(latest).toMatchObject({
      action: 'audit.verify',
      actorId: officer.id,
      actorName: officer.legalName,
    });
  });

  it('records denials', async () => {
    const client = await server.people.addClient();
    await expect((await server.call(client))('audit.list', { query: {} })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    const [latest] = (await (await server.call(officer))('audit.list', { query: { limit: 1 } })).entries;
    expect(latest).toMatchObject({
      action: 'audit.list',
      actorId: client.id,
      outcome: 'denied',
      detail: { code: 'not_allowed', role: 'client' },
    });
  });
});
