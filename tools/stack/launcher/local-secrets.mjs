import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readOrCreateSecret } from '../../../libs/servers/src/index.js';
import { STATE } from '../workspace/paths.mjs';

/** 64 hexadecimal digits, made with the first start. */
const localKey = (/** @type {string} */ file) =>
  createHash('sha256')
    .update(readOrCreateSecret(join(STATE, file)))
    .digest('hex');

/** Secrets of the platform of this state folder, unless the terminal has others. */
export const localSecrets = () => ({
  VEZA_SECRET: process.env.VEZA_SECRET ?? readOrCreateSecret(join(STATE, 'secrets/master')),
  BOOKING_MASTER_KEYS: process.env.BOOKING_MASTER_KEYS ?? localKey('secrets/booking-master-key'),
  ADMIN_EMAIL: process.env.ADMIN_EMAIL ?? 'admin@veza.local',
  ADMIN_PASSWORD: process.env.ADMIN_PASSWORD ?? 'change-me-admin',
});
