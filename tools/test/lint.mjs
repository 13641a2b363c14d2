import { ensureBuilt } from '../stack/workspace/build.mjs';
import { checkParts } from './checks.mjs';
import { inLanes } from './lanes.mjs';
import { printEnded } from './report.mjs';

/** `npm run lint`: all static checks and the comparison of generated files. */
await ensureBuilt((line) => console.log(`· ${line}`));
process.exitCode = 0;
await inLanes(checkParts(), (results) => {
  printEnded(results);
  if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
});
