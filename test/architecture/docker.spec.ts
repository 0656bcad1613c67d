import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationNames, readConfiguration } from '@homegroup/config';
import { parse } from 'yaml';

const docker = join(__dirname, '../../docker');
const read = (name: string) => readFileSync(join(docker, name), 'utf8');

interface Service {
  image: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  user?: string;
  read_only?: boolean;
  init?: boolean;
  cap_drop?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  ports?: string[];
  volumes?: string[];
  networks: string[];
  stop_grace_period?: string;
  healthcheck?: { test?: string[]; disable?: boolean };
}
interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  networks: Record<string, { internal?: boolean } | null>;
}

const composeFiles = readdirSync(docker).filter((name) => /^compose\..*\.yml$/.test(name));
const compose = (name: string) => parse(read(name), { merge: true }) as Compose;
const ours = ({ image }: Service) => image.startsWith('homegroup:');
const serves = (service: Service) => ours(service) && !service.command;

/** Names that the command line knows besides those of the server. */
const ofOperators = ['DATABASE_URL'];
const known = new Set([...configurationNames().map(({ name }) => name), ...ofOperators]);
const required = configurationNames().flatMap(({ name, required: isRequired }) => (isRequired ? [name] : []));
const base = (variable: string) => variable.replace(/_FILE$/, '');

describe('the image', () => {
  const dockerfile = read('Dockerfile');
  const stages = dockerfile.split(/^FROM /m).slice(1);
  const last = stages.at(-1) ?? '';

  it('is built in stages from one pinned Node that the product supports', () => {
    const { engines } = JSON.parse(readFileSync(join(docker, '../package.json'), 'utf8')) as {
      engines: { node: string };
    };
    expect(engines.node).toBe('>=20.19');
    expect(stages.length).toBeGreaterThan(1);
    for (const stage of stages) expect(stage).toMatch(/^node:20\.(19|2\d)\.\d+-bookworm-slim\b/);
  });

  it('holds no tools, no tests and no secret, and belongs to nobody in particular', () => {
    expect(dockerfile).toContain('npm ci --omit=dev');
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
    expect(last).not.toMatch(/\bnpm (ci|install)\b/);
    expect(dockerfile).not.toMatch(/^(ARG|ENV).*(PASSWORD|SECRET|KEY|TOKEN)/im);
    const ignored = readFileSync(join(docker, '../.dockerignore'), 'utf8');
    expect(ignored.split('\n').find((line) => line && !line.startsWith('#'))).toBe('*');
    expect(ignored).toContain('docker/secrets');
  });

  it('sets only variables that the configuration knows', () => {
    const set = [...last.matchAll(/^(?:ENV| {4}) ?([A-Z_]+)=/gm)].flatMap((match) => match[1] ?? []);
    expect(set.length).toBeGreaterThan(3);
    expect(set.filter((name) => name !== 'NODE_ENV' && !known.has(name))).toEqual([]);
  });

  it('copies only what stands in the repository and is not ignored', () => {
    const ignored = readFileSync(join(docker, '../.dockerignore'), 'utf8');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) =>
      (match[1] ?? '').split(' '),
    );
    for (const path of copied) {
      expect([path, existsSync(join(docker, '..', path))]).toEqual([path, true]);
      expect(ignored).toMatch(new RegExp(`^!${path.split('/')[0]?.replaceAll('.', '\\.')}$`, 'm'));
    }
  });
});

describe('the balancer of several nodes', () => {
  it('has a rule for what belongs together: polling, its upgrade, and an organization', () => {
    const rules = [
      ...read('Caddyfile.nodes').matchAll(
        /reverse_proxy (@\w+ )?server-1:3000[^{]*\{\s+lb_policy (\w+)\s+import node/g,
      ),
    ];
    expect(rules.map(([, which, policy]) => [which?.trim(), policy])).toEqual([
      ['@polling', 'client_ip_hash'],
      ['@upgrade', 'client_ip_hash'],
      ['@home', 'uri_hash'],
      [undefined, 'least_conn'],
    ]);
  });
});

describe.each(composeFiles)('%s', (name) => {
  const { services, secrets, networks } = compose(name);
  const each = Object.entries(services);

  it('names images with their version', () => {
    for (const [, { image }] of each) expect(image).toMatch(/^[a-z/]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
  });

  it('gives each of our processes every required variable, and none that nobody reads', () => {
    const processes = each.filter(([, service]) => ours(service));
    for (const [, { environment = {} }] of processes) {
      const given = Object.keys(environment).map(base);
      expect(given.filter((variable) => !known.has(variable))).toEqual([]);
      expect(required.filter((variable) => !given.includes(variable))).toEqual([]);
    }
  });

  it('gives values that the configuration takes', () => {
    for (const [, service] of each.filter(([, one]) => serves(one))) {
      const plain = Object.entries(service.environment ?? {}).filter(([key]) => !key.endsWith('_FILE'));
      const filled = Object.fromEntries(
        plain.map(([key, value]) => [key, value.replace(/\$\{[^}]*\}/, 'groups.example.org')]),
      );
      const key = Buffer.alloc(32, 7).toString('base64');
      const configuration = readConfiguration({
        ...filled,
        DATABASE_APP_URL: 'postgres://homegroup_app:x@postgres/homegroup',
        KEY_ENCRYPTION_KEY: key,
        TOKEN_SECRET: key,
      });
      const grace = Number.parseInt(service.stop_grace_period ?? '0', 10);
      expect(grace).toBeGreaterThan(configuration.DRAIN_ANNOUNCE_SECONDS + configuration.DRAIN_SECONDS);
      expect(configuration.publicUrl).toBe('https://groups.example.org');
      expect(configuration.TRUSTED_PROXIES).toBe(1);
    }
  });

  it('holds no secret: passwords, keys and URLs with either are files', () => {
    for (const [, { environment = {}, secrets: used = [] }] of each) {
      for (const [variable, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|KEY|DATABASE/.test(variable) && variable !== 'POSTGRES_DB')
          expect([variable, value]).toEqual([
            expect.stringMatching(/_FILE$/),
            expect.stringMatching(/^\/run\/secrets\/[a-z_]+$/),
          ]);
        expect(value).not.toMatch(/:\/\/[^/]*:[^/]*@/);
      }
      for (const secret of used) expect(Object.keys(secrets)).toContain(secret);
      const fromFiles = Object.entries(environment).flatMap(([variable, value]) =>
        variable.endsWith('_FILE') ? [value.replace('/run/secrets/', '')] : [],
      );
      expect(used).toEqual(expect.arrayContaining(fromFiles));
    }
    const made = read('make-secrets.sh');
    for (const { file } of Object.values(secrets)) expect(made).toContain(file.replace('./', ''));
    expect(read('.gitignore')).toMatch(/^secrets\/$/m);
  });

  it('runs everything read-only and without powers but PostgreSQL, whose image starts as root', () => {
    for (const [service, { read_only, cap_drop }] of each) {
      if (service === 'postgres') continue;
      expect([service, read_only, cap_drop]).toEqual([service, true, ['ALL']]);
    }
  });

  it('looks after the health of everything that stays, without a word that an engine could take apart', () => {
    for (const [service, { healthcheck }] of each)
      if (service !== 'migrate') {
        expect([service, healthcheck?.test?.[0]]).toEqual([service, 'CMD']);
        expect(healthcheck?.test?.filter((word) => /\s/.test(word))).toEqual([]);
      }
  });

  it('asks a server as its image does', () => {
    const [, asked = '[]'] = /^HEALTHCHECK [^\n]*\n +CMD (\[.*\])$/m.exec(read('Dockerfile')) ?? [];
    const probe = JSON.parse(asked) as string[];
    expect(probe[0]).toBe('node');
    const source = join(docker, '..', (probe[1] ?? '').replace('dist/', '').replace(/\.js$/, '.ts'));
    expect([source, existsSync(source)]).toEqual([source, true]);
    for (const [service, one] of each)
      if (serves(one)) expect([service, one.healthcheck?.test]).toEqual([service, ['CMD', ...probe]]);
  });

  it('has a Redis that lets the processes in, whatever its own default is', () => {
    expect(services['redis']?.command?.join(' ')).toContain('--protected-mode no');
  });

  it('opens nothing to the outside but the proxy, and shuts the database and Redis in', () => {
    const open = each.filter(([, { ports }]) => ports).map(([service]) => service);
    expect(open).toEqual(['proxy']);
    expect(networks['inside']).toEqual({ internal: true });
    for (const service of ['postgres', 'redis', 'migrate'])
      expect(services[service]?.networks).toEqual(['inside']);
    expect(services['proxy']?.networks).toEqual(['edge']);
  });

  it('sends people to processes that exist, over TLS, and a WebSocket to any of them', () => {
    const mounted = services['proxy']?.volumes?.find((volume) => volume.includes('Caddyfile')) ?? '';
    const caddy = read(mounted.split(':')[0]?.replace('./', '') ?? '');
    expect(caddy).toMatch(/^\{\$HOMEGROUP_DOMAIN\} \{$/m);
    const targets = new Set([...caddy.matchAll(/\b(server[-\d]*):3000/g)].map((match) => match[1]));
    const processes = each.filter(([, service]) => serves(service)).map(([service]) => service);
    expect(targets).toEqual(new Set(processes));
    if (targets.size === 1) return;
    // Without the matcher for long polling: no policy that sticks.
    const rest = /reverse_proxy server[^{]*\{([^}]*)\}/.exec(caddy)?.[1] ?? '';
    expect(rest).not.toMatch(/hash|cookie/);
    expect(caddy).toContain('health_uri /api/health/ready');
  });
});
