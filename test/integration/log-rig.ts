import { randomBytes, randomUUID } from 'node:crypto';
import type { Configuration } from '@homegroup/config';
import { DatabaseClock, openKysely, openPool, TenantSeal, UnitOfWork } from '@homegroup/database';
import { createOrganization } from '@homegroup/identity';
import {
  AppendQueue,
  type Draft,
  InProcessDoorbell,
  Keyring,
  LogWriter,
  Pump,
  ReadLog,
} from '@homegroup/log';
import { Metrics } from '@homegroup/metrics';
import { createTestDatabase, TestPeople, type TestPerson } from '@homegroup/test-support';

/** The log on a database of its own, without a server around it. */
export async function startLog() {
  const database = await createTestDatabase();
  const keyEncryptionKey = randomBytes(32);
  const organizationId = await createOrganization(database.owner, {
    slug: 'harbor',
    name: 'Harbor House',
    timeZone: 'America/New_York',
    keyEncryptionKey,
  });
  const pool = openPool(database.appUrl, { max: 6, onError: () => undefined });
  const kysely = openKysely(pool);
  const unit = new UnitOfWork(kysely);
  const coldKeyring = () =>
    new Keyring(new TenantSeal({ KEY_ENCRYPTION_KEY: keyEncryptionKey } as Configuration, unit), unit);
  const keyring = coldKeyring();
  const doorbell = new InProcessDoorbell();
  const metrics = new Metrics();
  const pump = new Pump(pool, unit, keyring, metrics);
  const queue = new AppendQueue(pool, keyring, pump, doorbell, metrics, new DatabaseClock());
  const writer = new LogWriter(doorbell, keyring);
  const readLog = new ReadLog(unit, keyring);
  const people = new TestPeople(database.owner, organizationId);

  const room = (...members: TestPerson[]) =>
    unit.run(organizationId, async (work) => {
      const conversationId = await writer.createConversation(work, { kind: 'room' });
      for (const member of members)
        await writer.openInterval(work, {
          conversationId,
          personId: member.id,
          moderator: member.role === 'counselor',
          authorId: null,
        });
      return conversationId;
    });
  const draft = (
    conversationId: string,
    author: TestPerson,
    body: string | null,
    more: Partial<Draft> = {},
  ): Draft => ({
    organizationId,
    conversationId,
    authorId: author.id,
    clientId: randomUUID(),
    kind: 'message:sent',
    target: null,
    body,
    detail: {},
    ...more,
  });
  /** As on a node that has just started: no key is in memory. */
  const coldReadLog = () => new ReadLog(unit, coldKeyring());
  const stop = async () => {
    pump.onApplicationShutdown();
    await kysely.destroy();
    await database.drop();
  };
  return {
    database,
    organizationId,
    pool,
    unit,
    keyring,
    doorbell,
    pump,
    queue,
    writer,
    readLog,
    coldReadLog,
    people,
    room,
    draft,
    stop,
  };
}
export type LogRig = Awaited<ReturnType<typeof startLog>>;
