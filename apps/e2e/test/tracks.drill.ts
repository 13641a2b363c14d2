import { takePlaceIn } from '../src/story.js';

takePlaceIn({ without: ['booking'] });

await import('./journeys/long-tracks.js');
await import('./journeys/large-track.js');
