import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SetupError } from '../setup-error.js';
import { reason, run } from './run.js';

/**
 * Fetches a Debian package and its missing dependencies without rights. apt plans the installation, downloads the packages
 * (it checks their signatures) and they are unpacked. A small script beside them runs the program with their libraries, also
 * after the checkout has moved. The system itself is not changed.
 *
 * @param {{ name: string, apt: string, programs: string[], folder?: string, way: string }} wanted folder: the folder of the programs in the package, by default usr/bin
 * @param {string} state @param {(text: string) => void} say
 * @returns {Promise<string>} the folder that holds the programs
 */
export async function unpackFromApt(wanted, state, say) {
  const home = join(state, 'apt', wanted.apt);
  const bin = join(home, 'bin');
  const root = join(home, 'root');
  if (existsSync(bin)) {
    // created last, so the packages are complete
    if (hasFixedPaths(bin, wanted.programs)) writeScripts(home, wanted);
    return bin;
  }
  say(`fetching ${wanted.name} and what it needs from Debian's packages into ${home}`);
  rmSync(home, { recursive: true, force: true });
  const downloads = join(home, 'downloads');
  for (const folder of [root, downloads]) mkdirSync(folder, { recursive: true });
  const fail = (/** @type {string} */ output) =>
    new SetupError(`${wanted.name} could not be fetched from Debian's packages (${reason(output)}): ${wanted.way}.`);
  const options = aptOptions(join(state, 'apt'));

  const update = await run('apt-get', [...options, '-q', 'update']);
  const plan = await run('apt-get', [...options, '-qq', '--no-install-recommends', '--print-uris', 'install', wanted.apt]);
  if (!plan.ok) throw fail(update.ok ? plan.output : update.output);
  const packages = packagesOf(plan.output);
  if (packages.length === 0)
    throw fail(`apt lists ${wanted.apt} as installed, but ${wanted.programs.join(' or ')} cannot be run from the PATH`);
  const download = await run('apt-get', [...options, '-q', 'download', ...packages], { cwd: downloads });
  if (!download.ok) throw fail(download.output);
  for (const file of readdirSync(downloads)) {
    const unpacked = await run('dpkg', ['-x', join(downloads, file), root]);
    if (!unpacked.ok) throw fail(unpacked.output);
  }
  for (const folder of [downloads, join(state, 'apt/lists'), join(state, 'apt/cache'), join(root, 'usr/share/doc')]) {
    rmSync(folder, { recursive: true, force: true });
  }
  writeScripts(home, wanted);
  return bin;
}

/** Package lists and downloads in a folder of this user, because those of the system belong to root. @param {string} home */
function aptOptions(home) {
  const lists = join(home, 'lists');
  const cache = join(home, 'cache');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  mkdirSync(join(cache, 'archives/partial'), { recursive: true });
  const settings = [`Dir::State::lists=${lists}`, `Dir::Cache=${cache}`, 'Debug::NoLocking=1', 'APT::Sandbox::User='];
  return settings.flatMap((setting) => ['-o', setting]);
}

/** `'http://…' redis-server_5%3a7.0.15-1_amd64.deb 72408 SHA256:…` → `redis-server=5:7.0.15-1` @param {string} plan */
function packagesOf(plan) {
  const files = plan.split('\n').flatMap((line) => /^'[^']+' (\S+)_(\S+)_\S+\.deb /.exec(line)?.slice(1, 3).join('=') ?? []);
  return files.map((file) => decodeURIComponent(file));
}

/**
 * Scripts that run the programs with their libraries. They find both from their own place: the checkout may move, and its path
 * may have quotes.
 *
 * @param {string} home with the packages in `root`; the scripts are in `bin` @param {{ programs: string[], folder?: string }} wanted
 */
export function writeScripts(home, { programs, folder = 'usr/bin' }) {
  const root = join(home, 'root');
  const bin = join(home, 'bin');
  const unfinished = `${bin}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  const libraries = libraryFolders(root).map((library) => `$home/${relative(home, library)}`);
  for (const program of programs) {
    const script = `#!/bin/sh
self=$(readlink -f "$0")
home=\${self%/bin/*}
LD_LIBRARY_PATH="${libraries.join(':')}" exec "$home/root/${folder}/${program}" "$@"
`;
    writeFileSync(join(unfinished, program), script);
    chmodSync(join(unfinished, program), 0o755);
  }
  rmSync(bin, { recursive: true, force: true });
  renameSync(unfinished, bin);
}

/** Scripts of earlier versions name the folder in which they were written. @param {string} bin @param {string[]} programs */
function hasFixedPaths(bin, programs) {
  return programs.some((program) => !readFileSync(join(bin, program), 'utf8').includes('readlink'));
}

/** Every unpacked folder with shared libraries: some packages have a folder of their own (pulseaudio/, blas/). @param {string} root */
function libraryFolders(root) {
  const folders = new Set();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (/\.so(\.\d+)*$/.test(entry.name) && !entry.isDirectory()) folders.add(entry.parentPath);
  }
  return [...folders].sort((a, b) => a.length - b.length);
}
