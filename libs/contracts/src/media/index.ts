import { objects } from './objects.js';
import { people } from './people.js';
import { tracks } from './tracks.js';

export * from './objects.js';
export * from './tracks.js';

export const media = { objects, tracks, people };
