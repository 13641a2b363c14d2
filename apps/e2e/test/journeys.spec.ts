import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { takePlaceIn } from '../src/story.js';

/**
 * The whole system, as its users meet it. The stories share one world, because starting it costs seconds; none relies on
 * another having been told, except the last, which reads what the services wrote during all of them.
 */
takePlaceIn({ traced: true, env: WITHOUT_LIMITS });

await import('./journeys/identity.js');
await import('./journeys/chat.js');
await import('./journeys/products.js');
await import('./journeys/resources.js');
await import('./journeys/tracks.js');
await import('./journeys/versions.js');
await import('./journeys/bad-input.js');
const { tellTheFuzz } = await import('./journeys/fuzz.js');
tellTheFuzz('generated requests, the same each time');
await import('./journeys/traces.js');
await import('./journeys/account.js');
await import('./journeys/logs.js');
