import { useSystem } from '../src/journey.js';

/** One short journey through every service, over TLS. `.ci/run` repeats it on the other supported Node. */
useSystem({ tls: true });

await import('./journeys/smoke.js');
