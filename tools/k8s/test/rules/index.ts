import { configurationRules } from './configuration.js';
import { entryPointRules } from './entry-points.js';
import { monitoringRules } from './monitoring.js';
import { networkRules } from './network.js';
import { outgoingRules } from './outgoing.js';
import { overlayRules } from './overlay.js';
import { podRules } from './pods.js';
import { scalingRules } from './scaling.js';

export const rules = [
  ...overlayRules,
  ...podRules,
  ...scalingRules,
  ...monitoringRules,
  ...networkRules,
  ...outgoingRules,
  ...entryPointRules,
  ...configurationRules,
];
