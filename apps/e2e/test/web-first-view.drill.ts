// covers: apps/web/src/app, apps/web/src/routing, apps/web/src/offline, apps/gateway/src/edge
// drill: heavy
import { WEB_DIR } from '../src/browser/web-plan.js';
import { useSystem } from '../src/journey.js';

useSystem({
  env: {
    WEB_DIR,
    CHAT_MESSAGES_PER_MINUTE: '100000',
    CHAT_MESSAGES_PER_HOUR: '100000',
  },
});

await import('./journeys/web-first-view.js');
await import('./journeys/web-burst.js');
