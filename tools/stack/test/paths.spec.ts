import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { npmEnvironment, startPostgres, startRedis } from '@veza/servers';
import { unpackFromApt } from '../../../libs/servers/src/fetch/apt-closure.js';
import { fetchProgram } from '../../../libs/servers/src/fetch/packages.js';

const { PATH, HOME, npm_config_cache: CACHE } = process.env;
const folders: string[] = [];
afterEach(() => {
  Object.assign(process.env, { PATH, HOME });
  if (CACHE !== undefined) process.env['npm_config_cache'] = CACHE;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder like that of a person: spaces, an apostrophe, accents, and what a shell would read. */
function folder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'veza-paths-'));
  chmodSync(parent, 0o755); // the user of Postgres enters it
  folders.push(parent);
  const path = join(parent, `Mes "projets" d'été $HOME \\ #1`);
  mkdirSync(path);
  return path;
}

test('Redis and Postgres start in a folder with spaces, quotes and accents', async () => {
  const place = folder();
  const servers = await Promise.all([
    startRedis({ folder: join(place, 'redis') }),
    startPostgres({ folder: join(place, 'postgres') }),
  ]);
  expect(existsSync(join(place, 'redis/appendonlydir'))).toBe(true);
  expect(existsSync(join(place, 'postgres/PG_VERSION'))).toBe(true);
  await Promise.all(servers.map((server) => server.stop()));
});

/** An apt-get and a dpkg that note their arguments and unpack one program, which prints its libraries and arguments. */
function fakePackages(place: string): { log: () => string } {
  const bin = join(place, 'fake bin');
  const log = join(place, 'log');
  mkdirSync(bin);
  const script = (name: string, lines: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> "\${0%/*}/../log"\n${lines}`);
    chmodSync(join(bin, name), 0o755);
  };
  script(
    'apt-get',
    `case "$*" in
      *--print-uris*) echo "'http://packages.example/hello_1_amd64.deb' hello_1_amd64.deb 1 SHA256:0" ;;
      *download*) touch hello_1_amd64.deb ;;
    esac`,
  );
  script(
    'dpkg',
    `mkdir -p "$3/usr/bin" "$3/usr/lib/x"; touch "$3/usr/lib/x/libx.so.1"
printf '#!/bin/sh\\necho "$LD_LIBRARY_PATH|$*"\\n' > "$3/usr/bin/hello"; chmod +x "$3/usr/bin/hello"`,
  );
  process.env['PATH'] = `${bin}${delimiter}${PATH}`;
  return { log: () => readFileSync(log, 'utf8') };
}

const HELLO = { name: 'Hello', apt: 'hello', brew: 'hello', programs: ['hello'], way: 'install hello' };
const run = (bin: string) => execFileSync(join(bin, 'hello'), ['a b', "c'd"], { encoding: 'utf8' }).trim();

test('a fetched program runs in such a folder, and after the checkout has moved', async () => {
  const place = folder();
  fakePackages(place);
  const bin = await unpackFromApt(HELLO, join(place, '.veza'), () => undefined);
  expect(run(bin)).toBe(`${join(place, '.veza/apt/hello/root/usr/lib/x')}|a b c'd`);
  const moved = `${place} moved`;
  renameSync(place, moved);
  expect(run(bin.replace(place, moved))).toBe(`${join(moved, '.veza/apt/hello/root/usr/lib/x')}|a b c'd`);
});

test('scripts of an earlier version, which name the old folder, are written again', async () => {
  const place = folder();
  fakePackages(place);
  const state = join(place, '.veza');
  const bin = await unpackFromApt(HELLO, state, () => undefined);
  writeFileSync(join(bin, 'hello'), `#!/bin/sh\nLD_LIBRARY_PATH='/old/lib' exec '/old/usr/bin/hello' "$@"\n`);
  await unpackFromApt(HELLO, state, () => undefined);
  expect(run(bin)).toBe(`${join(state, 'apt/hello/root/usr/lib/x')}|a b c'd`);
});

test('a program is fetched beside the code and nothing is installed, also as root', async () => {
  const place = folder();
  const { log } = fakePackages(place);
  const bin = await fetchProgram(HELLO, join(place, '.veza'), () => undefined);
  expect(bin).toBe(join(place, '.veza/apt/hello/bin'));
  const installs = log()
    .split('\n')
    .filter((line) => / install /.test(line));
  expect(installs).toEqual([expect.stringContaining('--print-uris')]);
});

test('npm gets a cache of its own when that of the user is not writable', () => {
  const place = folder();
  delete process.env['npm_config_cache'];
  const file = join(place, 'file');
  writeFileSync(file, '');
  process.env['HOME'] = file; // root may write to any folder, but not below a file
  expect(npmEnvironment(place)).toEqual({ npm_config_cache: join(place, 'npm-cache') });
  process.env['HOME'] = place;
  expect(npmEnvironment(place)).toEqual({});
});
