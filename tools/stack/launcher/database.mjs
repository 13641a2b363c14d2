import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../../../libs/servers/src/setup-error.js';
import { command } from '../../../libs/servers/src/command.js';
import { ROOT } from '../workspace/paths.mjs';

const INSPECT = join(ROOT, 'tools/stack/launcher/inspect.mjs');

/**
 * Runs the migrations of all apps in parallel (each waits for its own lock only). Skipped when nothing has changed since the
 * last run.
 *
 * @param {NodeJS.ProcessEnv} env @param {(text: string) => void} say
 */
export async function migrate(env, say) {
  const found = await inspect(env);
  if (found.major < 15)
    throw new SetupError(`The Postgres of DATABASE_URL is version ${found.major}, but 15 or newer is needed.`);
  if (found.missing.length > 0)
    throw new SetupError(`The Postgres of DATABASE_URL lacks ${found.missing.join(', ')}: install its contrib package.`);
  if (found.migrated) return;
  say('migrating the database');
  const apps = readdirSync(join(ROOT, 'apps')).filter((app) => existsSync(join(ROOT, 'apps', app, 'dist/migrate.js')));
  const results = await Promise.all(apps.map((app) => run(app, env)));
  const failed = results.find(({ code }) => code !== 0);
  if (failed && /^The configuration has/m.test(failed.output))
    throw new SetupError(`${failed.app} cannot start. ${failed.output.trim()}`);
  if (failed) throw new SetupError(`The migrations of ${failed.app} failed: ${lastOutput(failed.output)}`);
  await inspect(env, 'note');
}

/** @param {string} app @param {NodeJS.ProcessEnv} env */
async function run(app, env) {
  const result = await command(process.execPath, [join(ROOT, 'apps', app, 'dist/migrate.js')], {
    quiet: true,
    env,
    limitMs: 15 * 60_000,
  });
  return { app, ...result };
}

/** @param {NodeJS.ProcessEnv} env @param {string[]} args @returns {Promise<import('./inspect.mjs').Found>} */
async function inspect(env, ...args) {
  const { output } = await command(process.execPath, [INSPECT, ...args], { quiet: true, env, limitMs: 60_000 });
  /** @type {import('./inspect.mjs').Found} */
  const found = JSON.parse(output.trim().split('\n').at(-1) ?? '{}');
  if (found.error)
    throw new SetupError(`The database of DATABASE_URL cannot be used (${found.error}): check its address, user and password.`);
  return found;
}

/** @param {string} output */
function lastOutput(output) {
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !/^\s*at /.test(line));
  return lines.slice(-6).join('\n') || 'no output';
}
