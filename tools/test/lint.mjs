import { ensureBuilt } from '../stack/workspace/build.mjs';
import { runChecks } from './checks.mjs';

/** `npm run lint`: all static checks and the comparison of generated files. */
await ensureBuilt((line) => console.log(`· ${line}`));
const { failed } = await runChecks();
process.exitCode = failed === 0 ? 0 : 1;
