import { useSystem } from '../src/journey.js';

/** One short journey through every service. `.ci/run` repeats it on the other supported Node. */
useSystem({});

await import('./journeys/smoke.js');
