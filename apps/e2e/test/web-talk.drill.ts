// covers: apps/web/src/offline, apps/web/src/chat, apps/web/src/features/rooms, apps/chat/src/messages
// drill: heavy
import { WEB_PLAN } from '../src/browser/web-plan.js';
import { useSystem } from '../src/journey.js';

useSystem(WEB_PLAN);

await import('./journeys/web-kept.js');
await import('./journeys/web-talk.js');
