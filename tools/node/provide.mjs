import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../../libs/servers/src/command.js';
import { npmEnvironment } from '../../libs/servers/src/fetch/npm-cache.js';
import { STATE } from '../stack/workspace/paths.mjs';

/** The oldest Node that `engines` accepts, and the one of the images (`NODE_IMAGE` in the Dockerfile). */
export const SUPPORTED = ['20.19.6', '24.21.0'];

const majorOf = (/** @type {string} */ version) => version.split('.')[0];

/** Supported versions of another major than the Node that runs this. */
export const otherNodeVersions = () => SUPPORTED.filter((version) => majorOf(version) !== majorOf(process.versions.node));

/**
 * The Node binary of an exact version, fetched from npm into `.veza/node` when it is not there yet. A dependency of the
 * repository would cost every contributor 100 MB, and would change the Node of every npm script.
 *
 * @param {string} version @param {(text: string) => void} say
 * @returns {Promise<string>} path of the binary
 */
export async function provideNode(version, say) {
  const home = join(STATE, 'node', version);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const binary = join(home, 'node_modules', name, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  if (existsSync(binary) && versionOf(binary) === version) return binary;
  say(`fetching Node ${version} (${name} from npm) into ${home}`);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: version } }));
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--loglevel=error'];
  const env = { ...process.env, ...npmEnvironment(STATE) };
  const { code, output } = await command('npm', args, { cwd: home, env, quiet: true, limitMs: 600_000 });
  if (code !== 0) throw new Error(`Node ${version} could not be fetched from npm: ${output.trim().split('\n')[0]}`);
  const found = versionOf(binary);
  if (found !== version) throw new Error(`The Node ${version} fetched into ${home} does not run on this machine.`);
  return binary;
}

/** @param {string} binary */
function versionOf(binary) {
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return stdout?.trim().replace(/^v/, '');
}
