import { namespacesAllowed } from '../src/transcode/namespaces.js';

/** Whether the kernel of this machine allows them. Known before tests are declared. */
export const namespaces = await namespacesAllowed();
