// covers: libs/platform/src, libs/transport/src, libs/database/src, apps/community/src
// drill: heavy
import { useSystem } from '../src/journey.js';

/** A system whose parts are stopped one after the other, so it has a Postgres of its own. */
useSystem({ ownPostgres: true });

await import('./journeys/outages.js');
await import('./journeys/killed-gateway.js');
await import('./journeys/killed-media.js');
await import('./journeys/killed-community.js');
