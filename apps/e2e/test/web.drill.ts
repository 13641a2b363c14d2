import { fileURLToPath } from 'node:url';
import { OUTSIDE_SITE } from '../src/browser/outside-site.js';
import { useSystem } from '../src/journey.js';

/** One system for what people do with rooms and tracks: a start costs as much as a journey. */
useSystem({
  without: ['booking', 'catalog'],
  env: {
    WEB_DIR: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    LINK_PREVIEW_TEST_ORIGINS: OUTSIDE_SITE,
    CHAT_MESSAGES_PER_MINUTE: '60', // a machine writes faster than a person
  },
});

await import('./journeys/web.js');
await import('./journeys/web-kept.js');
await import('./journeys/web-talk.js');
await import('./journeys/web-rooms.js');
await import('./journeys/web-tracks.js');
await import('./journeys/web-people.js');
await import('./journeys/web-away.js');
