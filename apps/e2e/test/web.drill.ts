import { fileURLToPath } from 'node:url';
import { useSystem } from '../src/journey.js';

/** One system for what people do with rooms and tracks: a start costs as much as a journey. */
useSystem({
  without: ['booking', 'catalog'],
  env: { WEB_DIR: fileURLToPath(new URL('../../web/dist', import.meta.url)) },
});

await import('./journeys/web.js');
await import('./journeys/web-kept.js');
await import('./journeys/web-talk.js');
await import('./journeys/web-rooms.js');
await import('./journeys/web-tracks.js');
await import('./journeys/web-people.js');
await import('./journeys/web-away.js');
