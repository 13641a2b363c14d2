import { fileURLToPath } from 'node:url';
import type { SystemPlan } from '../test-system.js';
import { OUTSIDE_SITE } from './outside-site.js';

/** The built web client, which the gateway of a system serves. */
export const WEB_DIR = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** The system for what people do with rooms and tracks in the built web client. */
export const WEB_PLAN: SystemPlan = {
  without: ['booking', 'catalog'],
  env: {
    WEB_DIR,
    LINK_PREVIEW_TEST_ORIGINS: OUTSIDE_SITE,
    CHAT_MESSAGES_PER_MINUTE: '60', // a machine writes faster than a person
  },
};
