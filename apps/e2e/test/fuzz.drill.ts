import { fuzz } from '../src/config.js';
import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { takePlaceIn } from '../src/story.js';

takePlaceIn({ env: WITHOUT_LIMITS });

const { tellTheFuzz } = await import('./journeys/fuzz.js');
tellTheFuzz('generated requests, other ones each time', fuzz.FUZZ_SECONDS * 1_000);
await import('./journeys/logs.js');
