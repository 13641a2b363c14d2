import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../../../libs/servers/src/setup-error.js';
import { command } from '../workspace/command.mjs';
import { ROOT } from '../workspace/paths.mjs';

const INSPECT = join(ROOT, 'tools/stack/launcher/inspect.mjs');

/**
 * Brings every schema up to date, each app with its own entry and all at once (each waits for its own lock only), and not at
 * all when nothing has changed since the last time.
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
  say('bringing the database up to date');
  const apps = readdirSync(join(ROOT, 'apps')).filter((app) => existsSync(join(ROOT, 'apps', app, 'dist/migrate.js')));
  const results = await Promise.all(apps.map((app) => run(app, env)));
  const failed = results.find(({ code }) => code !== 0);
  if (failed && /^The configuration has/m.test(failed.output))
    throw new SetupError(`${failed.app} cannot start. ${failed.output.trim()}`);
  if (failed) throw new SetupError(`The migrations of ${failed.app} failed: ${lastWords(failed.output)}`);
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
    throw new SetupError(
      `The database of DATABASE_URL does not answer as hoped (${found.error}): check its address, user and password.`,
    );
  return found;
}

/** @param {string} output */
function lastWords(output) {
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !/^\s*at /.test(line));
  return lines.slice(-6).join('\n') || 'it said nothing';
}
