import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../stack/workspace/paths.mjs';
import { failure, success, timed } from './counts.mjs';
import { measuredCommand } from './measured-command.mjs';

const bin = (/** @type {string} */ name) => join(ROOT, 'node_modules/.bin', name);
/** One core each: more checkers would check the same types again. @param {string} name @param {string} project */
const types = (name, project) => ({
  name,
  file: join(ROOT, 'node_modules/typescript-7/bin/tsc'),
  args: ['-p', project, '--pretty', '--singleThreaded'],
});

/** Static checks. The rules that need types take as long as all other checks; `npm test` leaves them and the secrets out. */
const CHECKS = [
  { name: 'lint', file: bin('oxlint'), args: [] },
  types('types', 'tsconfig.json'),
  types('types of the tools', 'tools/tsconfig.json'),
  types('types of the web client', 'apps/web/tsconfig.json'),
  types('types of its service worker', 'apps/web/worker/tsconfig.json'),
  { name: 'format', file: bin('oxfmt'), args: ['--check'] },
  { name: 'direction of imports', file: process.execPath, args: ['tools/test/checks/structure.mjs'] },
  { name: 'names of types', file: process.execPath, args: ['tools/test/checks/names.mjs'] },
  { name: 'duplicated code', file: process.execPath, args: ['tools/test/checks/duplicates.mjs'] },
  { name: 'declarations of drills', file: process.execPath, args: ['tools/test/checks/drills.mjs'] },
  { name: 'unstable files', file: process.execPath, args: ['tools/test/checks/unstable.mjs'] },
  { name: 'suppressed rules', file: process.execPath, args: ['tools/test/checks/suppressions.mjs'] },
  { name: 'versions of dependencies', file: process.execPath, args: ['tools/test/checks/versions.mjs'] },
  { name: 'imports of dependencies', file: process.execPath, args: ['tools/test/checks/dependencies.mjs'] },
  { name: 'install scripts', file: process.execPath, args: ['tools/test/checks/install-scripts.mjs'] },
  { name: 'licences', file: process.execPath, args: ['tools/test/checks/licences.mjs'] },
  { name: 'docs/VARIABLES.md', file: process.execPath, args: ['tools/generate/variables.mjs', '--check'] },
  { name: '.env.example', file: process.execPath, args: ['tools/generate/env-example.mjs', '--check'] },
  { name: 'generated SDK', file: process.execPath, args: ['tools/generate/sdk.mjs', '--check'] },
  { name: 'compatibility of the API', file: process.execPath, args: ['tools/api/compare.mjs'] },
];
const ALL_CHECKS = [
  { name: 'lint with types', file: bin('oxlint'), args: ['--type-aware'] },
  ...CHECKS.filter(({ name }) => name !== 'lint'),
  { name: 'secrets', file: process.execPath, args: ['tools/test/checks/secrets.mjs'] },
];

/**
 * The checks, the longest first. The output of one that fails is printed.
 *
 * @param {{ all: boolean }} options
 * @returns {import('./lanes.mjs').Part[]}
 */
export function checkParts({ all }) {
  const checks = all ? ALL_CHECKS : CHECKS;
  for (const { file } of checks) if (!existsSync(file)) throw new Error(`${file} is missing: run npm ci`);
  return checks.map((check) => ({
    files: [check.name],
    heavy: false,
    run: async () => [await timed(check.name, () => passes(check))],
  }));
}

/** @param {typeof CHECKS[number]} check */
async function passes({ name, file, args }) {
  const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false', CI: 'true' };
  const { code, output, cpuMs } = await measuredCommand(file, args, { cwd: ROOT, env, limitMs: 600_000 });
  if (code !== 0) console.log(output.trim());
  return { ...(code === 0 ? success() : failure(name)), cpuMs };
}
