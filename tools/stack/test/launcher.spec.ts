import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { endProcess, freePort, identify, isAlive, portIsFree } from '@veza/servers';
import { eventually, startProcess } from '@veza/testing';
import { hasDemo } from '../launcher/demo.mjs';
import { readOptions } from '../launcher/options.mjs';
import { Ports } from '../launcher/ports.mjs';
import { Records } from '../launcher/records.mjs';
import { FIRST_PAUSE_MS, Service } from '../launcher/service.mjs';
import { renderTable } from '../launcher/table.mjs';
import { watchSources } from '../launcher/watch.mjs';
import { join } from 'node:path';

test('options are parsed, and the error for an invalid option names it', () => {
  const options = readOptions(['--replicas', 'chat=2,catalog=3', '--empty', '--env-out', 'here', '--port-offset', '100']);
  expect(options).toMatchObject({ topology: 'plain', empty: true, envOut: 'here', portOffset: 100 });
  expect(options.replicas).toEqual({ gateway: 1, chat: 2, media: 1, worker: 1, catalog: 3, booking: 1, community: 1 });
  const scaled = readOptions(['--topology', 'scaled', '--replicas', 'worker=3']);
  expect(scaled).toMatchObject({ topology: 'scaled', replicas: { gateway: 2, chat: 2, media: 1, worker: 3, catalog: 2 } });
  expect(() => readOptions(['--topology', 'huge'])).toThrow('--topology is "huge": it must be plain or scaled.');
  expect(() => readOptions(['--replicas', 'chess=2'])).toThrow(
    '--replicas: unknown service "chess"; the services are gateway, chat,',
  );
  expect(() => readOptions(['--replicas', 'chat=none'])).toThrow('--replicas chat is "none": it must be a number from 1 to 16.');
  expect(() => readOptions(['--replcas', 'chat=2'])).toThrow("Unknown option '--replcas'");
});

test('demo accounts, whose password is known, are made on the loopback address of a development machine only', () => {
  for (const own of [{}, { HOST: '' }, { HOST: '127.0.0.1' }, { HOST: '::1' }, { HOST: 'localhost', NODE_ENV: 'development' }])
    expect([own, hasDemo({ empty: false }, own)]).toEqual([own, true]);
  for (const open of [{ HOST: '0.0.0.0' }, { HOST: '::' }, { HOST: '192.0.2.7' }, { HOST: '127.0.0.1.example' }])
    expect([open, hasDemo({ empty: false }, open)]).toEqual([open, false]);
  expect(hasDemo({ empty: false }, { NODE_ENV: 'production' })).toBe(false);
  expect(hasDemo({ empty: true }, {})).toBe(false);
});

test('a port in use is an error for the first replica of a service and skipped for others', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  const ports = new Ports(taken - 3001, '127.0.0.1');
  await expect(ports.take('WS_PORT')).rejects.toThrow(`Port ${taken} (WS_PORT of chat) is in use: `);
  const below = new Ports(taken - 3002, '127.0.0.1');
  const replica = await below.take('WS_PORT', 1);
  expect(replica).not.toBe(taken);
  expect(await portIsFree(replica)).toBe(true);
  other.close();
});

test('a replica does not take the port of a service that is planned after it', async () => {
  const free = [50_000 + 9_106, 50_000 + 9_105, 60_000];
  const ports = new Ports(50_000, '127.0.0.1', () => Promise.resolve(free.shift() ?? 0));
  await expect(ports.free()).resolves.toBe(60_000);
});

test('a port that browsers block is an error for the ports of clients', async () => {
  await expect(new Ports(2_000, '127.0.0.1').take('HTTP_PORT')).rejects.toThrow('Port 10080 (HTTP_PORT of gateway) is blocked');
  await expect(new Ports(10_080 - 9_100, '127.0.0.1').take('OPS_PORT')).resolves.toBe(10_080);
});

test('a process that reuses a process id is neither considered alive nor ended', async () => {
  const child = startProcess(join(import.meta.dirname, 'fixtures/idle.js'));
  await child.line('idle');
  const stranger = { ...identify(child.pid), started: 'another time' };
  expect(isAlive(stranger)).toBe(false);
  expect(await endProcess(stranger, [{ signal: 'SIGKILL', waitMs: 200 }])).toBe(true);
  expect(child.running).toBe(true);
  expect(await endProcess(identify(child.pid), [{ signal: 'SIGTERM', waitMs: 5_000 }])).toBe(true);
  expect((await child.ended).signal).toBe('SIGTERM');
});

test('an ended process has released its port, although its threads were busy', async () => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'veza-busy-'));
  for (let round = 0; round < 10; round += 1) {
    const child = startProcess(join(import.meta.dirname, 'fixtures/busy.js'), {}, [String(port), folder]);
    await child.line('busy');
    expect(await endProcess(identify(child.pid), [{ signal: 'SIGKILL', waitMs: 10_000 }])).toBe(true);
    expect(await portIsFree(port)).toBe(true);
  }
  rmSync(folder, { recursive: true, force: true });
});

/** The launcher's own file is not written. */
class NoRecords extends Records {
  started = 0;
  override note(): void {
    this.started += 1;
  }
  override forget(): void {}
}

const READY = join(import.meta.dirname, 'fixtures/ready.js');

/** A service that runs a copy of the fixture, with the details of its states. */
async function serviceIn(folder: string) {
  const script = join(folder, 'ready.mjs');
  copyFileSync(READY, script);
  const opsPort = await freePort();
  const records = new NoRecords();
  const details: string[] = [];
  const noticed: { restarting?: () => void } = {};
  const service = new Service(
    { name: 'tested', service: 'catalog', script, opsPort, ports: [], env: { OPS_PORT: String(opsPort) } },
    {
      env: { PATH: process.env['PATH'] },
      nodeFlags: [],
      logFile: join(folder, 'log'),
      records,
      changed: ({ state, detail }) => {
        details.push(detail);
        if (state === 'restarting') noticed.restarting?.();
      },
    },
  );
  const ready = async () => {
    await service.poll();
    return service.isReady && service.pid !== 0;
  };
  return { service, script, records, details, noticed, ready };
}

test('a service that was built again is outdated until its restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'veza-outdated-'));
  const { service, script, records, noticed, ready } = await serviceIn(folder);
  try {
    service.start();
    await eventually('the service is ready', ready, { ms: 10_000 });
    expect(service.isOutdated).toBe(false);
    appendFileSync(script, '// another build\n');
    expect(service.isOutdated).toBe(true);
    const { pid } = service;
    await service.restart();
    await eventually('the service is ready again', ready, { ms: 10_000 });
    expect(service.pid).not.toBe(pid);
    expect(service.isOutdated).toBe(false);
    // A restart in the pause after a death takes the place of the one that was due.
    let restarted: Promise<void> | undefined;
    noticed.restarting = () => {
      restarted ??= service.restart();
    };
    process.kill(service.pid, 'SIGKILL');
    await eventually('it is started', () => records.started === 3);
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS)); // set later, so it fires after the one that was due
    expect(records.started).toBe(3);
    await eventually('the service is ready once more', ready, { ms: 10_000 });
  } finally {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('changes at short intervals are one update, and updates never overlap', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'veza-watched-'));
  mkdirSync(join(folder, 'deep/er'), { recursive: true });
  let running = 0;
  const seen: number[] = [];
  let finish = () => {};
  const end = watchSources([folder], async () => {
    seen.push((running += 1));
    await new Promise<void>((resolve) => (finish = resolve));
    running -= 1;
  });
  try {
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, 'deep/er', name), name);
    await eventually('an update', () => seen.length === 1);
    writeFileSync(join(folder, 'd'), 'during the update');
    finish();
    await eventually('another update', () => seen.length === 2);
    expect(seen).toEqual([1, 1]);
    finish();
  } finally {
    end();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a service that is killed again and again after it was ready is back within seconds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'veza-killed-'));
  const { service, details, ready } = await serviceIn(folder);
  try {
    service.start();
    for (let deaths = 1; deaths <= 5; deaths += 1) {
      await eventually('the service is ready', ready, { ms: 10_000 });
      process.kill(service.pid, 'SIGKILL');
      await eventually('its death is noticed', () => service.deaths === deaths);
    }
    // The launcher names a pause of more than two seconds.
    expect(details.filter((detail) => detail.includes('next attempt'))).toEqual([]);
    expect(details).toContain('ended by SIGKILL');
  } finally {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the table shows service, port, state and memory', () => {
  const rows = [
    { name: 'gateway', port: '8080', state: 'ready', memory: 90 * 1024 * 1024 },
    { name: 'chat', port: '3001, 9001', state: 'restarting: exited', memory: undefined },
  ];
  expect(renderTable(rows, false).split('\n')).toEqual([
    '  service  port        state                memory',
    '  gateway  8080        ready                 90 MB',
    '  chat     3001, 9001  restarting: exited',
  ]);
});
