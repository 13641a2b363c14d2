// covers: apps/web/src/features/catalog, apps/web/src/features/booking, apps/web/src/features/practice, apps/catalog/src/products
// drill: heavy
import { fileURLToPath } from 'node:url';
import { useSystem } from '../src/journey.js';

useSystem({ env: { WEB_DIR: fileURLToPath(new URL('../../web/dist', import.meta.url)) } });

await import('./journeys/web-store.js');
await import('./journeys/web-booking.js');
