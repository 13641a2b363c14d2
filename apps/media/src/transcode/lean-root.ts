import { mkdir, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { OWN_NAMESPACES } from './namespaces.js';

/** Where a program finds its source and leaves its results. */
const WORK = '/work';
/** Folders of the system that programs and libraries are in. Links among them, as of Debian, stay links. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/etc/alternatives', '/etc/ld.so.cache'];

export interface LeanRoot {
  /** Put before a command that runs in `out` of the working folder. */
  readonly launcher: readonly string[];
}

/** What the programs need besides the system: the folders that hold them, and their libraries. */
export interface RootTerms {
  readonly programs: readonly string[];
  readonly libraries?: string;
}

/**
 * A root that holds the system's programs and the working folder alone: no originals of other tracks, no secrets, no `/proc`.
 * Only `out` can be written. The root is mounted in a namespace of the program, by one `mount` that reads a table; what it
 * is mounted on stands in `in/root` of the working folder and ends with it.
 */
export async function makeLeanRoot(folder: string, terms: RootTerms): Promise<LeanRoot> {
  const root = join(folder, 'in', 'root');
  const lines = [line(root, root)];
  await mkdir(root);
  for (const path of [...SYSTEM, ...ownFolders(terms)]) if (await place(root, path)) lines.push(line(path, join(root, path)));
  for (const name of ['in', 'out']) await mkdir(join(root, WORK, name), { recursive: true });
  lines.push(line(join(folder, 'in'), join(root, WORK, 'in')));
  lines.push(line(join(folder, 'out'), join(root, WORK, 'out'), 'bind,nosuid,nodev,noexec'));
  const table = join(folder, 'in', 'mounts');
  await writeFile(table, lines.join(''));
  return { launcher: launcherOf(root, table) };
}

/** The shell runs constant text; what differs are its arguments. It becomes the program, so that signals reach that. */
const launcherOf = (root: string, table: string): string[] => [
  ...OWN_NAMESPACES.slice(0, -1),
  '--map-root-user',
  '--mount',
  '--',
  ...['sh', '-c', 'mount --all --fstab "$1" && shift && exec "$@"', 'sh', table],
  ...['unshare', `--root=${root}`, `--wd=${join(WORK, 'out')}`, '--'],
];

/** Without the rights that mounting needs, for good. */
export const WITHOUT_RIGHTS: readonly string[] = ['--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'];

/** `fstab(5)`: spaces and backslashes of paths are octal. A mount adds to what the file system forbids already. */
const line = (from: string, to: string, options = 'bind,ro,nosuid,nodev'): string =>
  `${escaped(from)} ${escaped(to)} none ${options} 0 0\n`;
const escaped = (path: string) => path.replace(/[\\\s#]/g, (letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`);

/** A program outside of the system is fetched (`…/bin/ffmpeg`, with libraries beside `bin`), or an administrator's. */
function ownFolders({ programs, libraries = '' }: RootTerms): string[] {
  const folders = programs.filter(isAbsolute).map((path) => {
    const folder = dirname(path);
    return folder.endsWith('/bin') ? dirname(folder) : folder;
  });
  const all = [...new Set([...folders, ...libraries.split(delimiter).filter(isAbsolute)])];
  const isInSystem = (path: string) => SYSTEM.some((each) => path === each || path.startsWith(`${each}/`));
  return all.filter((path) => path !== '/' && !isInSystem(path));
}

/** Makes the place of a path in the root. False: there is nothing to be mounted on it. */
async function place(root: string, path: string): Promise<boolean> {
  const at = join(root, path);
  const link = await readlink(path).catch(() => undefined); // no link
  if (link !== undefined) {
    await symlink(link, at);
    return false;
  }
  const found = await stat(path).catch(() => undefined); // not on this system
  if (!found) return false;
  await mkdir(found.isDirectory() ? at : dirname(at), { recursive: true });
  if (!found.isDirectory()) await writeFile(at, '');
  return true;
}
