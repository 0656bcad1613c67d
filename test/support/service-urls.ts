function fromGlobalSetup(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: this test belongs under test/integration, realtime or browser`);
  return value;
}

/** The superuser's URL of this run's PostgreSQL. */
export const testPostgresUrl = () => fromGlobalSetup('HOMEGROUP_TEST_POSTGRES_URL');

/** The URL of this run's Redis, which all test files share: take keys of your own. */
export const testRedisUrl = () => fromGlobalSetup('HOMEGROUP_TEST_REDIS_URL');
