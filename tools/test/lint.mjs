import { ensureBuilt } from '../stack/workspace/build.mjs';
import { checkParts } from './checks.mjs';
import { inLanes } from './lanes.mjs';
import { progressOf } from './progress.mjs';
import { keptCosts } from './report.mjs';

/** `npm run lint`: all static checks and the comparison of generated files. */
await ensureBuilt((line) => console.log(`· ${line}`));
process.exitCode = 0;
const parts = checkParts({ all: true });
const progress = progressOf(parts, { known: keptCosts() });
await inLanes(parts, (results) => {
  progress.ended(results);
  if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
});
