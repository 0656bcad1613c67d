/**
 * Which library may import which: the one table. `config` and `protocol` are open to every library and stand only
 * in their own rows. A library that is not in the table may import nothing of ours and be imported by nobody.
 */
const libraries = {
  protocol: [],
  config: ['protocol'],
  metrics: [],
  redis: ['config', 'protocol'],
  tracing: [],
  database: ['tracing', 'config', 'protocol'],
  audit: ['database', 'config', 'protocol'],
  identity: ['audit', 'database', 'config', 'protocol'],
  log: ['audit', 'metrics', 'redis', 'tracing', 'database', 'config', 'protocol'],
  presence: ['redis', 'config', 'protocol'],
  groups: ['log', 'identity', 'audit', 'database', 'config', 'protocol'],
  messages: ['groups', 'log', 'identity', 'audit', 'database', 'config', 'protocol'],
  moderation: ['messages', 'groups', 'log', 'identity', 'audit', 'database', 'config', 'protocol'],
  crisis: ['messages', 'groups', 'log', 'identity', 'audit', 'database', 'config', 'protocol'],
  care: ['groups', 'log', 'identity', 'audit', 'database', 'config', 'protocol'],
};

const names = Object.keys(libraries);
const anyOf = (list) => `(${list.join('|')})`;
const test = '\\.spec\\.ts$';

const libraryEdges = names.map((name) => ({
  name: `library-edge-${name}`,
  comment: `libs/${name} may import only: ${libraries[name].join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^libs/${name}/` },
  to: { path: '^libs/', pathNot: `^libs/${anyOf([name, ...libraries[name]])}/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...libraryEdges,
    {
      name: 'library-not-in-table',
      comment: 'A new library first gets its row in the table above.',
      severity: 'error',
      from: {},
      to: { path: '^libs/', pathNot: `^libs/${anyOf(names)}/` },
    },
    {
      name: 'library-to-app',
      comment: 'Applications are built from libraries, never the reverse.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|test)/', pathNot: '^test/support/index\\.ts$' },
    },
    {
      name: 'app-to-app',
      comment: 'Applications meet on the wire, not in an import.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-to-library',
      comment: 'The web client knows the wire and nothing of the server behind it.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^libs/', pathNot: '^libs/protocol/' },
    },
    {
      name: 'deep-import',
      comment: 'Libraries meet only through their src/index.ts.',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'deep-import-between-libraries',
      comment: 'Libraries meet only through their src/index.ts.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: '^libs/($1/|[^/]+/src/index\\.ts$)' },
    },
    {
      name: 'protocol-is-pure',
      comment: 'The wire runs in server, browser and tests alike: nothing but zod, not even a type.',
      severity: 'error',
      from: { path: '^libs/protocol/', pathNot: test },
      to: { path: '.', pathNot: '^(libs/protocol/|node_modules/zod/)' },
    },
    {
      name: 'product-to-test',
      comment: 'What ships does not import tests or their support.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: test },
      to: { path: ['^test/', test] },
    },
    {
      name: 'no-cycle',
      comment: 'Neither values nor types: what two files need of each other stands in a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      comment: 'An import that leads nowhere hides from every rule above.',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test/architecture/fixtures)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
};
