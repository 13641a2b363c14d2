import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../../libs/servers/src/command.js';
import { ROOT } from '../stack/workspace/paths.mjs';
import { failure, none, success } from './counts.mjs';

/**
 * Asks the npm registry for published advisories about the packages of production. One that is high or critical fails
 * the stage. A registry without advisories (many mirrors) gives no result, which is printed.
 *
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function checkAdvisories() {
  const [installed, all] = [await audit('--omit=dev'), await audit()];
  if (installed === undefined || all === undefined) {
    console.log('The registry serves no advisories: nothing was checked.');
    return none();
  }
  const names = bundledNames();
  const found = { ...Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name))), ...installed };
  for (const { name, severity, range } of Object.values(found)) console.log(`${severity}: ${name} ${range}`);
  const severe = Object.values(found).filter(({ severity }) => severity === 'high' || severity === 'critical');
  return severe.length === 0 ? success() : failure('a package with a high or critical advisory');
}

/** The advisories by package; undefined if the registry has none. @param {string[]} options */
async function audit(...options) {
  const { output } = await command('npm', ['audit', ...options, '--json'], { cwd: ROOT, quiet: true, limitMs: 60_000 });
  const { metadata, vulnerabilities } = parsed(output);
  return metadata === undefined ? undefined : vulnerabilities;
}

/** Names of the packages in the bundles of the services, which are development dependencies of npm. */
function bundledNames() {
  const lists = readdirSync(join(ROOT, 'apps')).map((app) => join(ROOT, 'apps', app, 'dist/packages.json'));
  /** @type {{ name: string }[]} */
  const packages = lists.filter((file) => existsSync(file)).flatMap((file) => JSON.parse(readFileSync(file, 'utf8')));
  return new Set(packages.map(({ name }) => name));
}

/**
 * @param {string} output
 * @returns {{ metadata?: unknown, vulnerabilities: Record<string, { name: string, severity: string, range: string }> }}
 */
function parsed(output) {
  const nothing = { vulnerabilities: {} };
  try {
    return { ...nothing, ...JSON.parse(output.slice(output.indexOf('{'))) };
  } catch {
    return nothing; // a proxy's page, or no network
  }
}
