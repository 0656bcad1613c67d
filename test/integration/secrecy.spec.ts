import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import type { GroupDetail } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { io } from 'socket.io-client';
import { LiveClient } from '../realtime/live-client.js';
import { type CareHouse, startHouse } from './care-house.js';
import { everyColumn } from './every-column.js';

const reason = 'canary-reason';
const text = 'canary-text to the person';

/** Everything that people write to one another in a whole story carries a canary, and so does every refused attempt. */
describe('the words of a whole story', () => {
  let house: CareHouse;
  let group: GroupDetail;
  let anna: TestPerson;
  let ben: TestPerson;
  let log = '';
  const refusals: string[] = [];
  const clients: LiveClient[] = [];

  beforeAll(async () => {
    const logTo = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        log += chunk.toString();
        done();
      },
    });
    house = await startHouse({ environment: { LOG_LEVEL: 'debug' }, logTo });
    group = await house.group();
    anna = await house.people.addClient({ counselor: house.counselor });
    ben = await house.people.addClient({ counselor: house.counselor });
    await house.seat(group, anna, ben);
    await tell();
    await attempt();
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await house.server.stop();
  });

  const connect = async (person: TestPerson) => {
    const client = await LiveClient.connect(house.server, person);
    clients.push(client);
    return client;
  };
  const room = () => group.conversationId;
  const words = (body: string) => ({ conversationId: room(), clientId: randomUUID(), body });
  const inRoom = () => ({ params: { id: room() } });
  const soon = () => new Date(Date.now() + 600_000).toISOString();

  async function tell(): Promise<void> {
    const [a, b] = [await connect(anna), await connect(ben)];
    await Promise.all([a, b].map((client) => client.follow(room())));
    const said = await a.ask('message:send', words('canary-said'));
    await a.ask('message:edit', { ...words('canary-edited'), target: said.seq });
    await b.ask('message:send', { ...words('canary-reply'), replyTo: said.seq });
    const own = await b.ask('message:send', words('canary-own'));
    await b.ask('message:remove', { conversationId: room(), clientId: randomUUID(), target: own.seq });
    const { counselor } = house;
    await house.as(ben, 'moderation.report', {
      ...inRoom(),
      body: { seq: said.seq, reason: 'unkind', words: 'canary-report' },
    });
    const [report] = await house.as(counselor, 'moderation.reports');
    expect(report?.evidence).toBe('canary-edited');
    await house.as(counselor, 'moderation.closeReport', {
      params: { id: report?.id ?? '' },
      body: { outcome: 'canary-outcome' },
    });
    await house.as(counselor, 'moderation.remove', {
      ...inRoom(),
      body: { seq: said.seq, reason: 'not for this group', text },
    });
    const about = { personId: ben.id, reason };
    await house.as(counselor, 'moderation.mute', { ...inRoom(), body: { ...about, until: soon(), text } });
    await house.as(counselor, 'moderation.unmute', { ...inRoom(), body: about });
    await house.as(counselor, 'moderation.lock', { ...inRoom(), body: { reason } });
    await house.as(counselor, 'moderation.unlock', { ...inRoom(), body: { reason } });
    await house.as(counselor, 'moderation.eject', { ...inRoom(), body: { ...about, text } });
    await house.as(counselor, 'groups.reinstate', {
      params: { id: group.id, personId: ben.id },
      body: { reason },
    });
    const direct = await house.as(anna, 'direct.open', { body: { personId: counselor.id } });
    await a.ask('message:send', { ...words('canary-direct'), conversationId: direct.id });
    await house.as(anna, 'conversations.history', { ...inRoom(), query: {} });
    await house.as(ben, 'me.notices');
    await house.as(counselor, 'care.discharge', {
      params: { id: anna.id },
      body: { reason: 'completed', note: 'canary-note' },
    });
    await house.as(house.supervisor, 'people.disable', { params: { id: ben.id }, body: { reason } });
  }

  /** What is refused is repeated nowhere either. */
  async function attempt(): Promise<void> {
    const outsider = await house.people.addClient();
    const client = await connect(outsider);
    const refused = async (event: string, request: unknown) =>
      refusals.push(JSON.stringify(await client.socket.timeout(5000).emitWithAck(event, request)));
    await refused('message:send', words('canary-intruder'));
    await refused('message:send', { ...words('canary-key'), canaryKey: 'canary-value' });
    await refused('message:send', words(`canary-${'x'.repeat(9000)}`));
    await refused('message:edit', { ...words('canary-foreign'), target: 1 });
    await refused('canary:event', { body: 'canary-event' });
    const token = (await house.server.openSession(house.counselor)).accessToken;
    const post = async (path: string, body: string, as = token) => {
      const response = await house.server.fetch(path, {
        method: 'POST',
        as,
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      refusals.push(await response.text());
    };
    const path = `/api/conversations/${randomUUID()}`;
    await post('/api/people', '{"kind":"canary-kind"');
    await post(`/api/people/${anna.id}/disable`, JSON.stringify({ reason: 'canary-denied' }));
    await post(`${path}/lock`, JSON.stringify({ reason: 'canary-unknown' }));
    await post(`${path}/no-such-route`, JSON.stringify({ reason }));
    await post(`${path}/lock?canary=1`, JSON.stringify({ reason }));
  }

  it('reach those they are for', async () => {
    const told = (await house.as(anna, 'me.notices')).map((notice) => notice.text);
    expect(told).toEqual(expect.arrayContaining([text, 'canary-note']));
  });

  it('stand in no refusal', () => {
    expect(refusals).toHaveLength(10);
    for (const refusal of refusals) expect(refusal).toMatch(/"code":"/);
    expect(refusals.join()).not.toMatch(/canary/i);
  });

  it('stand in no line of the log, and in no address', () => {
    expect(log).toContain('"path":"/api/');
    expect(log.split('\n').filter((line) => /canary/i.test(line))).toEqual([]);
  });

  it('stand in no column of any table in plain text, the audit trail among them', async () => {
    const contents = await everyColumn(house.owner);
    expect(contents).toContain('audit_entry');
    expect(contents.split('\n').filter((line) => /canary/i.test(line))).toEqual([]);
  });

  it('leave a trail of who changed, read and was refused what', async () => {
    const rows = await house.owner
      .selectFrom('audit_entry')
      .select(['action', 'outcome'])
      .distinct()
      .where('organization_id', '=', house.server.organizationId)
      .execute();
    const entries = rows.map((row) => `${row.action} ${row.outcome}`);
    expect(entries).toEqual(
      expect.arrayContaining([
        'conversation:subscribe allowed',
        'conversations.history allowed',
        'moderation.report allowed',
        'moderation.reports allowed',
        'moderation.closeReport allowed',
        'moderation.remove allowed',
        'moderation.mute allowed',
        'moderation.unmute allowed',
        'moderation.lock allowed',
        'moderation.unlock allowed',
        'moderation.eject allowed',
        'moderation.reinstate allowed',
        'care.discharge allowed',
        'people.disable allowed',
        'message:send denied',
        'message:edit denied',
        'people.disable denied',
        'moderation.lock denied',
      ]),
    );
  });
});

describe('an access token', () => {
  let house: CareHouse;
  let token: string;
  beforeAll(async () => {
    house = await startHouse();
    token = (await house.server.openSession(house.counselor)).accessToken;
  });
  afterAll(() => house.server.stop());

  it.each(['token', 'access_token', 'accessToken', 'authorization', 'jwt', 'auth_token'])(
    'is never taken from the address: %s',
    async (name) => {
      expect((await house.server.fetch('/api/me', { as: token })).status).toBe(200);
      const response = await house.server.fetch(`/api/me?${name}=${token}`);
      expect([400, 401]).toContain(response.status);
      const socket = io(house.server.url, {
        query: { [name]: token },
        extraHeaders: { authorization: `Bearer ${token}` },
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
      });
      const refusal = await new Promise<Error | null>((resolve) => {
        socket.once('connect', () => resolve(null));
        socket.once('connect_error', resolve);
      });
      socket.close();
      expect(refusal).toMatchObject({ data: { code: 'sign_in_required' } });
    },
  );
});
