// covers: apps/gateway/src/identity
// drill: heavy
import { servePage } from '../src/browser/front-end.js';
import { useSystem } from '../src/journey.js';

/** The front end, and another program of the same machine: its pages have the same domain and another origin. */
const known = await servePage();
const stranger = await servePage();

useSystem({
  without: ['chat', 'booking', 'catalog', 'community', 'media'],
  env: { CORS_ORIGINS: known.origin, PASSKEY_DOMAIN: 'localhost', PASSKEY_ORIGINS: known.origin },
});

const { passkeyJourney } = await import('./journeys/passkeys.js');
passkeyJourney(known, stranger);
