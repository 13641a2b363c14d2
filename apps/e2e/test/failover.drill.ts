// covers: libs/transport/src, libs/database/src, libs/platform/src/redis
// drill: heavy
import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { useSystem } from '../src/journey.js';

/**
 * All processes on Redis with Sentinel, and on Postgres with a standby and PgBouncer in transaction mode: what each of
 * them does, and then the death of the master and of the primary.
 */
useSystem({ redis: 'sentinel', failoverPostgres: true, env: WITHOUT_LIMITS });

await import('./journeys/chat.js');
await import('./journeys/products.js');
await import('./journeys/appointment-pages.js');
await import('./journeys/tracks.js');
const { failovers, masterDies } = await import('./journeys/failovers.js');

failovers('the master of Redis and the primary of Postgres die under load', [
  masterDies('rpc:{catalog}:q'),
  (system) => system.database.failOver(),
]);
