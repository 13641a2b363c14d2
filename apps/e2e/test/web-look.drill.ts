// covers: apps/web/src, apps/e2e/test/pictures.json
// drill: heavy
import { fileURLToPath } from 'node:url';
import { useSystem } from '../src/journey.js';

useSystem({ env: { WEB_DIR: fileURLToPath(new URL('../../web/dist', import.meta.url)) } });

// In this order: the kept pictures have what the journeys before them have made.
await import('./journeys/web-hands.js');
await import('./journeys/web-walk.js');
await import('./journeys/web-look.js');
