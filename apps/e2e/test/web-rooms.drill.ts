// covers: apps/web/src/features/rooms, apps/web/src/features/people, apps/web/src/people, apps/web/src/notices, apps/web/src/palette
// drill: heavy
import { WEB_PLAN } from '../src/browser/web-plan.js';
import { useSystem } from '../src/journey.js';

useSystem(WEB_PLAN);

await import('./journeys/web-rooms.js');
await import('./journeys/web-people.js');
