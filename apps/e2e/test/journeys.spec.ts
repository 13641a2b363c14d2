import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { useSystem } from '../src/journey.js';
import { receiveWebhooks } from '../src/webhook-receiver.js';
import { framesJourney } from './journeys/frames.js';
import { guidesJourney } from './journeys/guides.js';

/**
 * The whole system over its public interfaces. The journeys share one system, because a start costs seconds. None depends
 * on another, except the last one, which reads the logs of all of them.
 */
const webhooks = await receiveWebhooks();
useSystem({ traced: true, env: { ...WITHOUT_LIMITS, WEBHOOK_TEST_ORIGINS: webhooks.origin } });

await import('./journeys/identity.js');
await import('./journeys/chat.js');
await import('./journeys/products.js');
await import('./journeys/resources.js');
await import('./journeys/appointment-pages.js');
await import('./journeys/tracks.js');
await import('./journeys/community.js');
await import('./journeys/uploads.js');
guidesJourney(webhooks);
await import('./journeys/versions.js');
await import('./journeys/bad-input.js');
framesJourney('few');
await import('./journeys/traces.js');
await import('./journeys/account.js');
await import('./journeys/redis-rights.js');
await import('./journeys/logs.js');
