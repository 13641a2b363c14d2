import { onPath } from '../find.js';
import { SetupError } from '../setup-error.js';
import { unpackFromApt } from './apt-closure.js';
import { reason, run } from './run.js';

/**
 * Puts a program on this machine by the means it has: root installs it with apt, anybody else unpacks it (with what it needs)
 * beside the code, and on a Mac Homebrew installs it. Answers the folder of the program, or undefined when it is on PATH now.
 *
 * @param {{ name: string, apt: string, brew: string, programs: string[], folder?: string, way: string }} wanted way: what a person can do instead
 * @param {string} state @param {(text: string) => void} say
 * @returns {Promise<string | undefined>}
 */
export async function installProgram(wanted, state, say) {
  if (onPath('apt-get').length > 0) {
    if (process.getuid?.() !== 0) return unpackFromApt(wanted, state, say);
    say(`installing ${wanted.name} (apt-get install ${wanted.apt})`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env }); // its failure may not matter; that of the next step does
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
