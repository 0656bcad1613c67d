import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metrics } from '@homegroup/metrics';
import type { TestPerson } from '@homegroup/test-support';
import { MetricsServer } from '../../apps/server/src/metrics/metrics-server.js';
import { TwoNodes } from './two-nodes.js';

const identifier = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
let nodes: TwoNodes;
let [ana, ben]: TestPerson[] = [];

beforeAll(async () => {
  nodes = await TwoNodes.start({ redis: true, environment: { METRICS_PORT: '0', LOG_LEVEL: 'fatal' } });
  ana = await nodes.a.people.addClient();
  ben = await nodes.a.people.addClient();
});
afterAll(() => nodes?.stop());

const read = async (node: 'a' | 'b'): Promise<string> => {
  const url = nodes[node].app.get(MetricsServer, { strict: false }).url;
  if (!url) throw new Error('no metrics are served');
  return (await fetch(url)).text();
};
/** The sample's value; zero when there is none. */
const valueOf = (text: string, sample: string): number => {
  const line = text.split('\n').find((each) => each.startsWith(`${sample} `));
  return line ? Number(line.split(' ').at(-1)) : 0;
};

describe('metrics', () => {
  it('count acknowledgements, refusals, commits, connections and the way of a ring to another node', async () => {
    if (!ana || !ben) throw new Error('nobody');
    const id = await nodes.room(ana, ben);
    const [a, b] = [await nodes.connect('a', ana), await nodes.connect('b', ben)];
    await a.follow(id);
    await b.follow(id);
    for (let n = 0; n < 5; n += 1) await a.send(id, 'the canary sings at noon');
    await b.until(() => b.events(id).length >= 5);
    expect(
      await a.codeOf('message:send', { conversationId: ana.id, clientId: ana.id, body: 'nowhere' }),
    ).toBe('not_found');
    await nodes.a.fetch('/api/me');

    const [here, there] = [await read('a'), await read('b')];
    expect(valueOf(here, 'homegroup_acknowledgements_total{outcome="ok"}')).toBe(6);
    expect(valueOf(here, 'homegroup_acknowledgements_total{outcome="refused"}')).toBe(1);
    expect(valueOf(here, 'homegroup_socket_refusals_total{code="not_found"}')).toBe(1);
    expect(valueOf(here, 'homegroup_http_refusals_total{code="sign_in_required"}')).toBe(1);
    // A conversation that does not exist never reaches a batch.
    expect(valueOf(here, 'homegroup_append_batch_size_count')).toBe(5);
    expect(valueOf(here, 'homegroup_append_batch_size_sum')).toBe(5);
    expect(valueOf(here, 'homegroup_append_commit_seconds_count')).toBe(5);
    expect(valueOf(here, 'homegroup_connections')).toBe(1);
    expect(valueOf(here, 'homegroup_pump_depth')).toBe(0);
    expect(valueOf(here, 'homegroup_redis_up')).toBe(1);
    // Several events may share a frame.
    expect(valueOf(there, 'homegroup_deliveries_total{event="log:events"}')).toBeGreaterThanOrEqual(1);
    expect(valueOf(there, 'homegroup_doorbell_delay_seconds_count')).toBeGreaterThanOrEqual(1);
    expect(valueOf(there, 'homegroup_doorbell_delay_seconds_bucket{le="1"}')).toBeGreaterThanOrEqual(1);
    expect(here).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    for (const text of [here, there]) {
      expect(text).not.toContain('canary');
      expect(text).not.toMatch(identifier);
    }
  });

  it.each(['grafana-dashboard.json', 'alerts.yml'])('are all that docker/%s asks for', async (name) => {
    const asked = readFileSync(join(__dirname, '../../docker', name), 'utf8');
    const text = await read('a');
    const metrics = new Set(
      (asked.match(/\b(homegroup|nodejs|process)_[a-z0-9_]+\b/g) ?? []).map((found) =>
        found.replace(/_(bucket|sum|count)$/, ''),
      ),
    );
    expect(metrics.size).toBeGreaterThan(6);
    const exported = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1]));
    expect([...metrics].filter((metric) => !exported.has(metric))).toEqual([]);
    // A label that the metric does not have would make an empty picture.
    const { registry } = nodes.a.app.get(Metrics, { strict: false });
    for (const [, label = '', metric = ''] of asked.matchAll(/by \(([a-z]+)\) \((?:rate|increase)\((\w+)/g))
      if (label !== 'le')
        expect([metric, registry.getSingleMetric(metric)]).toEqual([
          metric,
          expect.objectContaining({ labelNames: [label] }),
        ]);
  });

  it('are served nowhere on the public port, and nothing else is on theirs', async () => {
    const url = nodes.a.app.get(MetricsServer, { strict: false }).url ?? '';
    for (const path of ['/metrics', '/api/metrics'])
      expect(await (await nodes.a.fetch(path)).text()).not.toContain('homegroup_');
    expect((await fetch(new URL('/api/health/live', url))).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  });
});
