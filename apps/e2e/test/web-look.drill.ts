// covers: apps/web/src, apps/e2e/test/pictures.json
// drill: heavy
import { WEB_DIR } from '../src/browser/web-plan.js';
import { useSystem } from '../src/journey.js';

useSystem({ env: { WEB_DIR } });

// In this order: the kept pictures have what the journeys before them have made.
await import('./journeys/web-hands.js');
await import('./journeys/web-walk.js');
await import('./journeys/web-look.js');
