// covers: docs/adding-a-field.md, tools/generate, apps/catalog/src/products
// drill: heavy
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyChange, changesOf } from './page-changes.js';
import { copyRepository } from './repository-copy.js';

/** `docs/adding-a-field.md` followed to the letter in a copy of the repository, up to a browser that shows the field. */
const ROOT = resolve(import.meta.dirname, '../../..');
const STATE = process.env['VEZA_STATE'] ?? join(ROOT, '.veza');
const JOURNEY = 'apps/e2e/test/added-field.spec.ts';
const SPECS = ['catalog/test/(whole-rows|entities)', 'products', 'added-field'];
/** Twenty updates of one row run into the deadline of a call beside other drills; `npm test` has them. */
const WITHOUT_STORM = ['-t', '^(?!.*each of many concurrent updates)'];
/** The compiler of `npm test`. */
const TSC = 'node_modules/typescript-7/bin/tsc';
/** Two builds of types and a whole system on a busy machine. */
const LIMIT_MS = 1_200_000;
const execute = promisify(execFile);

let copy: ReturnType<typeof copyRepository>;
beforeAll(() => {
  copy = copyRepository(ROOT);
});
afterAll(() => copy?.remove());

/** Runs a command in the copy as in a terminal; fetched programs are those of this checkout. */
async function run(program: string, ...args: string[]): Promise<void> {
  const { NODE_ENV: _ofJest, ...env } = process.env;
  const options = { cwd: copy.folder, env: { ...env, VEZA_STATE: STATE }, maxBuffer: 2 ** 26, timeout: LIMIT_MS };
  await execute(program, args, options).catch(({ stdout, stderr }: { stdout?: string; stderr?: string }) => {
    throw new Error(`${[program, ...args].join(' ')} failed:\n${`${stdout}\n${stderr}`.slice(-4_000)}`);
  });
}

test(
  'the steps give a field that compiles, keeps its value on every path, is on the wire and in the web client',
  async () => {
    for (const change of changesOf(readFileSync(join(ROOT, 'docs/adding-a-field.md'), 'utf8'))) applyChange(copy.folder, change);
    await run('npm', 'run', 'generate');
    expect(readFileSync(join(copy.folder, 'libs/sdk/src/generated/schemas.ts'), 'utf8')).toContain('brand');
    for (const config of ['tsconfig.json', 'apps/web/tsconfig.json'])
      await run(process.execPath, TSC, '-p', config, '--singleThreaded');
    writeFileSync(join(copy.folder, JOURNEY), `await import('./journeys/added-field.js');\n`);
    await run(process.execPath, 'tools/test/run.mjs', ...SPECS, ...WITHOUT_STORM);
  },
  LIMIT_MS,
);
