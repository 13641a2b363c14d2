import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** State of this checkout: build stamp and locks. Never committed. */
export const CHECKOUT = join(ROOT, '.veza');

/** State of one platform: fetched programs, data, secrets, logs. VEZA_STATE selects another folder, and so another platform. */
export const STATE = process.env.VEZA_STATE ?? CHECKOUT;
