// covers: libs/sdk/src/chat, apps/web/src/chat, apps/chat/src/resume
// drill: heavy
import { fileURLToPath } from 'node:url';
import { useSystem } from '../src/journey.js';

/** A system of its own, because parts of it are killed. Limits of users are raised: they are tested elsewhere. */
useSystem({
  without: ['media', 'booking', 'catalog', 'community'],
  env: {
    WEB_DIR: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    CHAT_MESSAGES_PER_MINUTE: '100000',
    CHAT_MESSAGES_PER_HOUR: '100000',
  },
});

await import('./journeys/sdk-chat.js');
await import('./journeys/web-outage.js');
