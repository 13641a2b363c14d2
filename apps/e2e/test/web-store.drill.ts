// covers: apps/web/src/features/catalog, apps/web/src/features/booking, apps/web/src/features/practice, apps/catalog/src/products
// drill: heavy
import { WEB_DIR } from '../src/browser/web-plan.js';
import { useSystem } from '../src/journey.js';

useSystem({ env: { WEB_DIR } });

await import('./journeys/web-store.js');
await import('./journeys/web-booking.js');
