// covers: apps/gateway/src/identity, apps/chat/src/auth
// drill: heavy
import { afterAll } from '@jest/globals';
import { breakableLine, testRedis } from '@veza/testing';
import { useSystem } from '../src/journey.js';
import { stolenSessionJourney } from './journeys/stolen-session.js';

/** Announcements go over a Redis of their own, behind a line that can be cut. Signing keys change every few seconds. */
const pubsub = await testRedis();
const line = await breakableLine(pubsub.url);

useSystem({
  without: ['media', 'catalog', 'booking', 'community'],
  env: {
    REDIS_PUBSUB_URL: line.url,
    REFRESH_GRACE: '0s',
    SIGNING_KEY_LIFE: '6s',
    SIGNING_KEY_LEAD: '8s',
  },
});
afterAll(async () => {
  await line.stop();
  await pubsub.stop();
});

await import('./journeys/key-rotation.js');
stolenSessionJourney(line);
