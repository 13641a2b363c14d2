import { takePlaceIn } from '../src/story.js';

takePlaceIn({});

await import('./journeys/long-tracks.js');
await import('./journeys/large-track.js');
