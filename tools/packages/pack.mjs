// The packages of npm: `node tools/packages/pack.mjs` makes @veza/contracts and @veza/sdk in .veza/packages, to be published
// from there with `npm publish --provenance`. It builds them first, with their declarations.
import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { ROOT, STATE } from '../stack/workspace/paths.mjs';
import { PACKAGES, stage } from './stage.mjs';

const run = (/** @type {string} */ file, /** @type {string[]} */ args) =>
  execFileSync(file, args, { cwd: ROOT, stdio: 'inherit' });

run(join(ROOT, 'node_modules/.bin/nx'), ['run-many', '-t', 'build', '-p', '@veza/contracts,@veza/sdk']);
run(process.execPath, [join(ROOT, 'node_modules/typescript-7/bin/tsc'), '-p', 'libs/contracts/tsconfig.build.json']);
for (const library of PACKAGES) {
  const folder = join(STATE, 'packages', basename(library));
  stage(library, folder);
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', join(STATE, 'packages'), folder]);
}
