// covers: libs/sdk/src/chat, apps/web/src/chat, apps/chat/src/resume
// drill: heavy
import { WEB_DIR } from '../src/browser/web-plan.js';
import { useSystem } from '../src/journey.js';

/** A system of its own, because parts of it are killed. Limits of users are raised: they are tested elsewhere. */
useSystem({
  without: ['media', 'booking', 'catalog', 'community'],
  env: {
    WEB_DIR,
    CHAT_MESSAGES_PER_MINUTE: '100000',
    CHAT_MESSAGES_PER_HOUR: '100000',
  },
});

await import('./journeys/sdk-chat.js');
await import('./journeys/web-outage.js');
