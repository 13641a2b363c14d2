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
  const { output } = await command('npm', ['audit', '--omit=dev', '--json'], { cwd: ROOT, quiet: true, limitMs: 60_000 });
  const { metadata, vulnerabilities } = parsed(output);
  if (metadata === undefined) {
    console.log('The registry serves no advisories: nothing was checked.');
    return none();
  }
  const { high, critical } = metadata.vulnerabilities;
  for (const { name, severity, range } of Object.values(vulnerabilities)) console.log(`${severity}: ${name} ${range}`);
  return high + critical === 0 ? success() : failure('a package with a high or critical advisory');
}

/**
 * @param {string} output
 * @returns {{ metadata?: { vulnerabilities: { high: number, critical: number } }, vulnerabilities: Record<string, { name: string, severity: string, range: string }> }}
 */
function parsed(output) {
  const nothing = { vulnerabilities: {} };
  try {
    return { ...nothing, ...JSON.parse(output.slice(output.indexOf('{'))) };
  } catch {
    return nothing; // a proxy's page, or no network
  }
}
