import { onPath } from '../find.js';
import { SetupError } from '../setup-error.js';
import { unpackFromApt } from './apt-closure.js';
import { reason, run } from './run.js';

/**
 * Installs a program: with apt as root, with Homebrew on a Mac, else by unpacking the Debian packages beside the code. Returns
 * the folder of the program, or undefined if it is on PATH now.
 *
 * @param {{ name: string, apt: string, brew: string, programs: string[], folder?: string, way: string }} wanted way: the manual alternative, for the error message
 * @param {string} state @param {(text: string) => void} say
 * @returns {Promise<string | undefined>}
 */
export async function installProgram(wanted, state, say) {
  if (onPath('apt-get').length > 0) {
    if (process.getuid?.() !== 0) return unpackFromApt(wanted, state, say);
    say(`installing ${wanted.name} (apt-get install ${wanted.apt})`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env }); // a failure is ignored: the next step fails if it matters
    const installed = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', wanted.apt], { env });
    if (!installed.ok)
      throw new SetupError(`apt-get could not install ${wanted.apt} (${reason(installed.output)}): ${wanted.way}.`);
    return undefined;
  }
  if (onPath('brew').length > 0) {
    say(`installing ${wanted.name} (brew install ${wanted.brew})`);
    const installed = await run('brew', ['install', '--quiet', wanted.brew]);
    if (!installed.ok)
      throw new SetupError(`brew could not install ${wanted.brew} (${reason(installed.output)}): ${wanted.way}.`);
    return undefined;
  }
  throw new SetupError(
    `${wanted.name} is not on this machine, and neither apt-get nor brew is there to fetch it: ${wanted.way}.`,
  );
}
