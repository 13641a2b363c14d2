import { ensureBuilt } from '../stack/workspace/build.mjs';
import { runChecks } from './checks.mjs';

/** `npm run lint`: style, boundaries, cycles, format, types, and pages that are made from the code. */
await ensureBuilt((line) => console.log(`· ${line}`));
const { failed } = await runChecks();
process.exitCode = failed === 0 ? 0 : 1;
