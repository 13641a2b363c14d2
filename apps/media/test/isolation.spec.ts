import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AppLogger } from '@veza/platform';
import { CpuBudget } from '../src/transcode/cpu-budget.js';
import { Isolation } from '../src/transcode/isolation.js';
import { type LeanRoot, makeLeanRoot } from '../src/transcode/lean-root.js';
import { ProgramFailed, runProgram } from '../src/transcode/run-program.js';
import { namespaces } from './namespaces.js';
import { FFMPEG_PATH, FFPROBE_PATH, PATH } from './programs.js';

// A machine whose kernel refuses namespaces has nothing to test; the worker says so in its log.
const inNamespaces = namespaces ? test : test.skip;

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const bash = (script: string, isolated: boolean, budget = new CpuBudget(10), root?: LeanRoot) =>
  runProgram({
    command: 'bash',
    args: ['-c', script],
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '' },
    isolated,
    root,
    timeoutMs: 20_000,
    budget: budget,
    mostFileBytes: 1_000,
    signal: new AbortController().signal,
  });

inNamespaces('a program reaches no server, not even on this machine', async () => {
  const connect = `exec 3<>/dev/tcp/127.0.0.1/${port}`;
  await bash(connect, false);
  await expect(bash(connect, true)).rejects.toThrow(ProgramFailed);
});

inNamespaces('a program does not read the environment of its worker, which has its secrets', async () => {
  const read = `tr -d '\\0' < /proc/${process.pid}/environ > /dev/null`;
  await bash(read, false);
  await expect(bash(read, true)).rejects.toThrow(ProgramFailed);
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('programs that run together end when their CPU time is used up together', async () => {
  const budget = new CpuBudget(1);
  const busy = () => bash('while :; do :; done', false, budget);
  const ends = await Promise.allSettled([busy(), busy()]);
  expect(ends).toMatchObject([{ reason: { reason: 'timeout' } }, { reason: { reason: 'timeout' } }]);
  expect(budget.left).toBe(1);
  await expect(bash('exit 0', false, budget)).rejects.toMatchObject({ reason: 'timeout' });
});

inNamespaces('in its own root a program sees its folder and the system alone, and writes results only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'veza root #'));
  for (const name of ['in', 'out']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'in', 'source'), 'bytes');
  await writeFile(join(folder, 'secret'), 'sesame');
  const root = await makeLeanRoot(folder, { programs: ['/usr/bin/env'] });
  const rooted = (script: string) => bash(script, true, new CpuBudget(10), root);
  const readable = `[ -e "${join(folder, 'secret')}" ]`;
  await bash(readable, true); // namespaces alone leave it
  await rooted('[ "$(cat ../in/source)" = bytes ] && echo result > made');
  expect(await readdir(join(folder, 'out'))).toEqual(['made']);
  for (const script of [
    readable,
    '[ -e /proc/self ]',
    '[ -e /etc/passwd ]',
    '[ -e /work/secret ]',
    'echo x > ../in/source',
    'echo x > /x',
    'echo x > /usr/x',
    'mount --bind /usr /work/out',
    'unshare --user true', // no way to gain rights again
  ])
    await expect(rooted(script).then(() => script)).rejects.toThrow(ProgramFailed);
  await rm(folder, { recursive: true });
});

inNamespaces('a worker uses the root when its programs run in it, else the namespaces alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'veza-isolation-'));
  const isolationWith = async (ffmpeg: string) => {
    const config = { MEDIA_DATA_DIR: folder, FFMPEG_PATH: ffmpeg, FFPROBE_PATH, PATH, LD_LIBRARY_PATH: undefined };
    const isolation = new Isolation(config, new AppLogger({ service: 'media', replica: 'test', level: 'fatal' }));
    await isolation.onModuleInit();
    return { available: isolation.available, rooted: isolation.rooted };
  };
  expect(await isolationWith(FFMPEG_PATH)).toEqual({ available: true, rooted: true });
  expect(await isolationWith(join(folder, 'none'))).toEqual({ available: true, rooted: false });
  expect(await readdir(join(folder, 'work'))).toEqual([]);
  await rm(folder, { recursive: true });
});
