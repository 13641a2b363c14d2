import { onPath } from '../find.js';
import { SetupError } from '../setup-error.js';
import { unpackFromApt } from './apt-closure.js';
import { reason, run } from './run.js';

/**
 * Fetches a program that is not on this machine: its Debian packages are unpacked beside the code, for every user and for root,
 * or Homebrew installs it on a Mac. Returns the folder of the program, or undefined if it is on PATH now.
 *
 * @param {{ name: string, apt: string, brew: string, programs: string[], folder?: string, way: string }} wanted way: the manual alternative, for the error message
 * @param {string} state @param {(text: string) => void} say
 * @returns {Promise<string | undefined>}
 */
export async function fetchProgram(wanted, state, say) {
  if (onPath('apt-get').length > 0) return unpackFromApt(wanted, state, say);
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
