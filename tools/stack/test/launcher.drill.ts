// covers: tools/stack
// drill: heavy
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { eventually, freePort, portIsFree, startProcess, type TestProcess } from '@veza/testing';

/**
 * `npm start` with its own state folder: starts, restarts after crashes, and stops. The tests build on each other.
 */
const START = join(import.meta.dirname, '../start.mjs');
const READY_MS = 90_000;
const state = mkdtempSync(join(tmpdir(), 'veza-launcher-'));
const envFile = join(state, 'stack.env');
const launchers: TestProcess[] = [];
let ports: Record<string, string> = {};

afterAll(async () => {
  for (const launcher of launchers) if (launcher.running) await launcher.stop({ ms: 30_000 });
  rmSync(state, { recursive: true, force: true });
});

/** The processes use consecutive ops ports. */
async function choosePorts(): Promise<Record<string, string>> {
  const names = ['HTTP_PORT', 'WS_PORT', 'WS_FLAT_PORT', 'BYTES_PORT', 'OPS_PORT'];
  const row = await freeRow(names.length + 7);
  return Object.fromEntries(names.map((name, i) => [name, String(row + i)]));
}

/** The first of a run of free ports. */
async function freeRow(length: number): Promise<number> {
  for (;;) {
    const first = await freePort();
    const row = await Promise.all(Array.from({ length }, (_, i) => portIsFree(first + i)));
    if (row.every(Boolean)) return first;
  }
}

function variables(): Record<string, string> {
  const programs = Object.entries(process.env).filter(([name]) =>
    /^(VEZA_POSTGRES_BIN|VEZA_REDIS_SERVER|FFMPEG_PATH|FFPROBE_PATH)$/.test(name),
  );
  const known = Object.fromEntries(programs.map(([name, value]) => [name, value ?? '']));
  return { NODE_ENV: 'development', VEZA_STATE: state, ...known, ...ports };
}

function launch(env: Record<string, string> = {}): TestProcess {
  const launcher = startProcess(START, { ...variables(), ...env }, ['--empty', '--env-out', envFile]);
  launchers.push(launcher);
  return launcher;
}

/** The running processes, as recorded by the launcher. */
function running(): { name: string; pid: number }[] {
  return JSON.parse(readFileSync(join(state, 'run/processes.json'), 'utf8')) as { name: string; pid: number }[];
}

function pidOf(name: string): number {
  return running().find((each) => each.name === name)?.pid ?? 0;
}

function isThere(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

let first: TestProcess;

test('starts everything and reports when it is ready', async () => {
  ports = await choosePorts();
  first = launch();
  await first.line(/ready in/, { ms: READY_MS });
  expect(
    running()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['booking', 'catalog', 'chat', 'community', 'gateway', 'media', 'postgres', 'redis', 'worker']);
  expect(readFileSync(envFile, 'utf8')).toContain(`VEZA_REST_URL='http://localhost:${ports['HTTP_PORT']}'`);
  const answer = await fetch(`http://127.0.0.1:${ports['HTTP_PORT']}/api/v1/products`);
  expect(answer.status).toBe(200);
});

const works = async (): Promise<boolean> =>
  (await fetch(`http://127.0.0.1:${ports['HTTP_PORT']}/api/v1/products`)).status === 200;

test.each(['catalog', 'gateway'])('%s is restarted within 2 s after a crash', async (name) => {
  const before = pidOf(name);
  process.kill(before, 'SIGKILL');
  await eventually(`another ${name}`, () => pidOf(name) !== before && isThere(pidOf(name)), { ms: 2_000 });
  await eventually('the platform to work again', works, { ms: 30_000 });
});

test.each(['redis', 'postgres'])('%s is restarted with its data after a crash', async (name) => {
  const before = pidOf(name);
  process.kill(before, 'SIGKILL');
  await eventually(`another ${name}, ready`, () => pidOf(name) !== before && isThere(pidOf(name)), { ms: 20_000 });
  await eventually('the platform to work again', works, { ms: 30_000 });
});

test('a second launcher of the same folder exits with the process id of the first', async () => {
  const second = launch();
  expect(await second.ended).toEqual({ code: 1, signal: null });
  expect(second.lines).toEqual([expect.stringContaining(`already runs from this folder (process ${first.pid})`)]);
  expect(isThere(pidOf('gateway'))).toBe(true);
});

test('a port in use is an error that names it, and no process is left', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'veza-launcher-'));
  const other = launch({ VEZA_STATE: elsewhere });
  expect(await other.ended).toEqual({ code: 1, signal: null });
  expect(other.lines.at(-1)).toMatch(
    new RegExp(`^Port ${ports['HTTP_PORT']} \\(HTTP_PORT of gateway\\) is in use: .*HTTP_PORT=`),
  );
  rmSync(elsewhere, { recursive: true, force: true });
});

test('after kill -9 of the launcher, the next start ends the old processes and works', async () => {
  const before = running();
  await first.kill();
  expect(before.every(({ pid }) => isThere(pid))).toBe(true);
  first = launch();
  await first.line(/ready in/, { ms: READY_MS });
  expect(before.filter(({ pid }) => isThere(pid))).toEqual([]);
});

test('SIGTERM stops everything and leaves no process', async () => {
  const before = running();
  expect(await first.stop({ ms: 40_000 })).toEqual({ code: 0, signal: null });
  expect(before.filter(({ pid }) => isThere(pid))).toEqual([]);
});

test('SIGTERM to npm start stops everything, although the shell of npm forwards no signal', async () => {
  rmSync(envFile, { force: true });
  const npm = spawn('npm', ['start', '--', '--empty', '--env-out', envFile], {
    cwd: join(import.meta.dirname, '../../..'),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...variables() },
    stdio: 'ignore',
  });
  await eventually('the file that is written when all is ready', () => existsSync(envFile), { ms: READY_MS });
  const before = running();
  npm.kill('SIGTERM');
  await eventually('nothing to be left', () => before.every(({ pid }) => !isThere(pid)), { ms: 40_000 });
  expect(before).not.toEqual([]);
});
