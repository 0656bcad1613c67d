import type { TestPerson } from '@homegroup/test-support';
import { sql } from 'kysely';
import { type LogRig, startLog } from './log-rig.js';

describe('the pair of a conversation', () => {
  let log: LogRig;
  let ana: TestPerson;
  let room: string;
  beforeAll(async () => {
    log = await startLog();
    ana = await log.people.addClient();
    room = await log.room(ana);
  });
  afterAll(() => log?.stop());

  const refused = { code: '23514' };
  const change = (set: string) =>
    sql`update conversation set ${sql.raw(set)} where id = ${room}`.execute(log.database.owner);

  it('is there from the beginning when the conversation is direct', async () => {
    const made = (kind: string) =>
      sql`insert into conversation (organization_id, kind, wrapped_key)
        values (${log.organizationId}, ${kind}::conversation_kind, '\\x00')`.execute(log.database.owner);
    await expect(made('direct')).rejects.toMatchObject(refused);
    await made('room');
  });

  it('neither comes nor goes, whatever else changes', async () => {
    await expect(change(`kind = 'direct'`)).rejects.toMatchObject(refused);
    await expect(change(`participant_id = '${ana.id}', staff_id = '${ana.id}'`)).rejects.toMatchObject(
      refused,
    );
    await change('locked_at = now()');
    const { rows } =
      await sql`select kind, participant_id, locked_at is not null as locked from conversation where id = ${room}`.execute(
        log.database.owner,
      );
    expect(rows).toEqual([{ kind: 'room', participant_id: null, locked: true }]);
  });
});
