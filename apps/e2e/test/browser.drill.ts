// covers: apps/gateway/src/edge, apps/gateway/src/outbound/mail, libs/sdk/src, apps/media/src/bytes
// drill: heavy
import { servePage } from '../src/browser/front-end.js';
import { useSystem } from '../src/journey.js';

/** A front end on an allowed origin, and one on another. */
const known = await servePage();
const stranger = await servePage();

/** Access tokens expire during the test. */
useSystem({
  without: ['chat', 'booking', 'community'],
  env: { CORS_ORIGINS: known.origin, ACCESS_TOKEN_TTL: '5s', UPLOAD_MAX_PRODUCT_FILE: '1MiB' },
});

const { browserJourney } = await import('./journeys/browser.js');
browserJourney(known, stranger);
const { playerJourney } = await import('./journeys/player.js');
playerJourney(known);
await import('./journeys/docs.js');
await import('./journeys/mail-pages.js');
