// covers: apps/web/src/app, apps/web/src/routing, apps/web/src/offline, apps/gateway/src/edge
// drill: heavy
import { fileURLToPath } from 'node:url';
import { useSystem } from '../src/journey.js';

useSystem({
  env: {
    WEB_DIR: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    CHAT_MESSAGES_PER_MINUTE: '100000',
    CHAT_MESSAGES_PER_HOUR: '100000',
  },
});

await import('./journeys/web-first-view.js');
await import('./journeys/web-burst.js');
