import { takePlaceIn } from '../src/story.js';

/** A world whose parts go away one after the other, so it has a Postgres of its own. */
takePlaceIn({ ownPostgres: true });

await import('./journeys/away.js');
await import('./journeys/killed-gateway.js');
