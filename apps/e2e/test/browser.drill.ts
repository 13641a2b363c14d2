import { servePage } from '../src/browser/front-end.js';
import { takePlaceIn } from '../src/story.js';

/** A front end that the platform knows, and one that it does not. */
const known = await servePage();
const stranger = await servePage();

/** Access tokens end while one looks on. */
takePlaceIn({
  without: ['chat', 'booking'],
  env: { CORS_ORIGINS: known.origin, ACCESS_TOKEN_TTL: '5s', UPLOAD_MAX_PRODUCT_FILE: '1MiB' },
});

const { tell } = await import('./journeys/browser.js');
tell(known, stranger);
await import('./journeys/docs.js');
