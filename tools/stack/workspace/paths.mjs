import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** What belongs to this checkout: what was built, who builds. Never committed. */
export const CHECKOUT = join(ROOT, '.veza');

/** What belongs to one platform: fetched programs, data, secrets, logs. Another folder makes another platform (VEZA_STATE). */
export const STATE = process.env.VEZA_STATE ?? CHECKOUT;
