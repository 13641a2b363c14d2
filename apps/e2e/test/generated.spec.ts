import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { useSystem } from '../src/journey.js';
import { framesJourney } from './journeys/frames.js';
import { fuzzJourney } from './journeys/fuzz.js';

/** Generated input to the whole system; `generated.drill.ts` sends more of it. */
useSystem({ traced: true, env: { ...WITHOUT_LIMITS, SECURITY_CONTACT: 'mailto:security@example.test' } });

framesJourney('few');
fuzzJourney('few');
await import('./journeys/traces.js');
await import('./journeys/logs.js');
