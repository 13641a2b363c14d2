// covers: libs/transport/src, libs/platform/src/redis
// drill: heavy
import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { useSystem } from '../src/journey.js';

/** All processes on a Redis Cluster: what each of them does, and then the death of masters. */
useSystem({ redis: 'cluster', env: WITHOUT_LIMITS });

await import('./journeys/chat.js');
await import('./journeys/products.js');
await import('./journeys/appointment-pages.js');
await import('./journeys/tracks.js');
const { failovers, masterDies } = await import('./journeys/failovers.js');

// The queue of calls to the catalog, and the events of chat: their slots have different masters.
failovers('masters of the Redis Cluster die under load', [masterDies('rpc:{catalog}:q'), masterDies('events:{chat}')]);
