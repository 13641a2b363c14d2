import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** What this machine keeps beside the code: fetched programs, data, secrets, stamps. Never committed. */
export const STATE = join(ROOT, '.veza');
