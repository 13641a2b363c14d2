import { takePlaceIn } from '../src/story.js';

/** One short journey through every service. `.ci/run` repeats it on the other supported Node. */
takePlaceIn({});

await import('./journeys/smoke.js');
