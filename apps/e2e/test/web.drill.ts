// covers: apps/web/src/app, apps/web/src/session, apps/web/src/chat, apps/web/src/features/rooms, libs/sdk/src
// drill: heavy, core
import { WEB_PLAN } from '../src/browser/web-plan.js';
import { useSystem } from '../src/journey.js';

useSystem(WEB_PLAN);

await import('./journeys/web.js');
