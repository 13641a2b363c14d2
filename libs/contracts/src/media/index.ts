import { objects } from './objects.js';
import { personalData } from './personal-data.js';
import { tracks } from './tracks.js';

export * from './objects.js';
export * from './tracks.js';

export const media = { objects, tracks, personalData };
