export { connectRedis, openRedis, type Redis, type RedisPlace } from './open-redis.js';
export { whySilent } from './why-silent.js';
