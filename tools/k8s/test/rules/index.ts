import { configurationRules } from './configuration.js';
import { doorRules } from './doors.js';
import { networkRules } from './network.js';
import { overlayRules } from './overlay.js';
import { podRules } from './pods.js';
import { scalingRules } from './scaling.js';

export const rules = [...overlayRules, ...podRules, ...scalingRules, ...networkRules, ...doorRules, ...configurationRules];
