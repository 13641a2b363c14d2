import { afterAll } from '@jest/globals';
import { testRedis } from '@veza/testing';
import { Cable } from '../src/cable.js';
import { takePlaceIn } from '../src/story.js';
import { aSessionIsStolen } from './journeys/stolen-session.js';

/** Announcements go over a Redis of their own, behind a cable that can be cut. Signing keys change every few seconds. */
const pubsub = await testRedis();
const cable = await Cable.to(pubsub.port);

takePlaceIn({
  without: ['media', 'catalog', 'booking'],
  env: {
    REDIS_PUBSUB_URL: cable.through(pubsub.url),
    REFRESH_GRACE: '0s',
    SIGNING_KEY_LIFE: '6s',
    SIGNING_KEY_LEAD: '8s',
  },
});
afterAll(async () => {
  await cable.remove();
  await pubsub.stop();
});

await import('./journeys/key-rotation.js');
aSessionIsStolen(cable);
