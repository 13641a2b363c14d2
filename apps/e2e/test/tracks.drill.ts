// covers: apps/media/src/uploads, apps/media/src/transcode, apps/media/src/previews
// drill: heavy
import { useSystem } from '../src/journey.js';

useSystem({});

await import('./journeys/long-tracks.js');
await import('./journeys/large-track.js');
await import('./journeys/upload-preview.js');
