import { runChecks } from './checks.mjs';

/** `npm run lint`: style, boundaries, cycles, format and types. */
const { failed } = await runChecks();
process.exitCode = failed === 0 ? 0 : 1;
