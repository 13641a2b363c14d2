import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { useSystem } from '../src/journey.js';

/** Every call and command as every kind of caller, against the permission lists. */
useSystem({ env: WITHOUT_LIMITS });

await import('./journeys/permissions.js');
