import { fileURLToPath } from 'node:url';
import { useSystem } from '../src/journey.js';

useSystem({
  without: ['booking', 'catalog'],
  env: { WEB_DIR: fileURLToPath(new URL('../../web/dist', import.meta.url)) },
});

await import('./journeys/web-tracks.js');
await import('./journeys/web-away.js');
