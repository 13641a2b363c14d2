// covers: apps/web/src/player, apps/web/src/features/tracks, apps/web/src/features/albums, apps/web/src/features/playlists, apps/web/src/offline
// drill: heavy
import { WEB_PLAN } from '../src/browser/web-plan.js';
import { useSystem } from '../src/journey.js';

useSystem(WEB_PLAN);

await import('./journeys/web-tracks.js');
await import('./journeys/web-away.js');
