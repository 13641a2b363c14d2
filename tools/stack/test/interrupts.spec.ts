import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '@veza/servers';
import { eventually, startProcess, type TestProcess } from '@veza/testing';
import { freeOffset, launch } from './launch.js';
import { processesIn } from './left-processes.js';

/** The launcher ends at any moment without a process: here by signals, on real processes; a drill tries many more moments. */
const ROOT = join(import.meta.dirname, '../../..');
const place = mkdtempSync(join(tmpdir(), 'veza-interrupts-'));
const checkout = join(place, "Mes projets d'été");
const bin = join(place, 'bin');
const launchers: TestProcess[] = [];

/** A program that runs until it is ended, with a child process that does the same. */
const ENDLESS = '#!/bin/sh\nsleep 600 &\nwait\n';

beforeAll(() => {
  // The launcher's own files, without node_modules: it begins with the install.
  for (const folder of ['tools/stack', 'tools/test', 'tools/demo-data', 'libs/servers'])
    cpSync(join(ROOT, folder), join(checkout, folder), { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.swcrc', 'nx.json']) cpSync(join(ROOT, file), join(checkout, file));
  mkdirSync(join(checkout, 'apps'));
  mkdirSync(bin);
  program(join(bin, 'npm'));
  chmodSync(place, 0o755);
});
afterAll(async () => {
  for (const launcher of launchers) if (launcher.running) await launcher.kill();
  rmSync(place, { recursive: true, force: true });
});

function program(file: string, script = ENDLESS): void {
  writeFileSync(file, script);
  chmodSync(file, 0o755);
}

async function start(checkout: string, state: string, env: Record<string, string> = {}): Promise<TestProcess> {
  const launcher = launch(checkout, state, {
    env: { PATH: `${bin}${delimiter}${process.env['PATH']}`, ...env },
    args: ['--empty', '--port-offset', String(await freeOffset())],
  });
  launchers.push(launcher);
  return launcher;
}

const runs = (pattern: RegExp) => () => processesIn(place).some(({ command }) => pattern.test(command));

/** Interrupts a launcher and expects that it ends, with everything that it started. */
async function interrupt(launcher: TestProcess, signal: NodeJS.Signals): Promise<void> {
  launcher.signal(signal);
  expect(await launcher.ended).toEqual({ code: 0, signal: null });
  expect(processesIn(place)).toEqual([]);
  await eventually('its last lines', () => expect(launcher.lines.slice(-2)).toEqual(['· stopping', '· stopped']) ?? true);
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s during the install and the build leaves no process', async (signal) => {
  const state = join(place, `state-${signal}`);
  const installing = await start(checkout, state);
  await eventually('npm runs, with its child', () => runs(/bin\/npm ci/)() && runs(/^sleep 600/)(), { ms: 20_000 });
  await interrupt(installing, signal);

  const modules = join(checkout, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  writeFileSync(join(modules, '.package-lock.json'), '{}');
  utimesSync(join(modules, '.package-lock.json'), new Date(), new Date('2100-01-01'));
  program(join(modules, '.bin/nx'));
  const building = await start(checkout, state);
  await eventually('the build runs', runs(/bin\/nx run-many/), { ms: 20_000 });
  await interrupt(building, signal);
  rmSync(modules, { recursive: true });
});

test('a signal while Postgres and Redis start, or while the database is migrated, leaves no process', async () => {
  const state = join(place, 'state');
  const starting = await start(ROOT, state);
  await eventually('Redis runs', runs(/redis-server/), { ms: 20_000 });
  await interrupt(starting, 'SIGINT');
  const later = await start(ROOT, state);
  await eventually('Postgres runs', runs(/postgres -D/), { ms: 20_000 });
  await interrupt(later, 'SIGTERM');
  const migrating = await start(ROOT, state);
  await migrating.line('migrating the database', { ms: 20_000 });
  await interrupt(migrating, 'SIGINT');
});

test('static checks that are interrupted are not reported as failed', async () => {
  const modules = join(checkout, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  writeFileSync(join(modules, '.package-lock.json'), '{}');
  utimesSync(join(modules, '.package-lock.json'), new Date(), new Date('2100-01-01'));
  program(join(modules, '.bin/nx'), '#!/bin/sh\n');
  for (const name of ['oxlint', 'oxfmt']) program(join(modules, `.bin/${name}`));
  mkdirSync(join(modules, 'typescript-7/bin'), { recursive: true });
  program(join(modules, 'typescript-7/bin/tsc'));
  const tests = startProcess(join(checkout, 'tools/test/run.mjs'), { VEZA_STATE: join(place, 'state-test') });
  launchers.push(tests);
  await eventually('a check runs', runs(/bin\/oxlint/), { ms: 20_000 });
  tests.signal('SIGINT');
  expect((await tests.ended).code).toBe(1);
  await tests.line('0 passed, 1 failed');
  expect(tests.lines).toEqual(['· building', 'Interrupted. All started processes have been stopped.', '0 passed, 1 failed']);
  expect(processesIn(place)).toEqual([]);
  rmSync(modules, { recursive: true });
});

test('a port in use is reported before anything is installed', async () => {
  const other = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  const launcher = await start(checkout, join(place, 'state-port'), { HTTP_PORT: String(port) });
  expect(await launcher.ended).toEqual({ code: 1, signal: null });
  await launcher.line(`Port ${port} (HTTP_PORT of gateway) is in use`);
  expect(launcher.lines).toHaveLength(1);
  other.close();
});
