export { InMemoryPresence } from './in-memory-presence.js';
export { heartbeat, lease, Presence, type Presences } from './presence.js';
export { PresenceModule } from './presence.module.js';
export { RedisPresence } from './redis-presence.js';
