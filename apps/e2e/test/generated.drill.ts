// covers: libs/contracts/src, apps/gateway/src/api, apps/gateway/src/edge
// drill: heavy
import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { useSystem } from '../src/journey.js';
import { framesJourney } from './journeys/frames.js';
import { fuzzJourney } from './journeys/fuzz.js';

/** Generated input to the whole system, until a request of every operation has succeeded. */
useSystem({ traced: true, env: { ...WITHOUT_LIMITS, SECURITY_CONTACT: 'mailto:security@example.test' } });

framesJourney('many');
fuzzJourney();
await import('./journeys/traces.js');
await import('./journeys/logs.js');
