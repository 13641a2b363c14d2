import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { AppLogger } from '../logging/app-logger.js';
import { Metrics } from '../metrics/metrics.js';
import { HealthRegistry } from './health-registry.js';

const silent = new AppLogger({ service: 'test', replica: 'one', level: 'silent' });

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A registry with a dependency of each kind, which can be away. */
function registered() {
  const away = new Set<string>();
  const check = (name: string) => async () => {
    if (away.has(name)) throw new Error('away');
  };
  const metrics = new Metrics();
  const health = new HealthRegistry(silent, metrics);
  health.register('postgres', check('postgres'));
  health.register('clock', check('clock'), { own: true });
  const later = () => {
    jest.advanceTimersByTime(1_001);
    return health.readiness();
  };
  return { health, away, later, metrics };
}

test('a replica becomes ready when it is whole, and stays ready without a shared dependency', async () => {
  const { health, away, later } = registered();
  away.add('postgres');
  expect(await health.readiness()).toEqual({ ready: false, degraded: false, dependencies: { postgres: 'down', clock: 'up' } });
  away.delete('postgres');
  expect(await later()).toEqual({ ready: true, degraded: false, dependencies: { postgres: 'up', clock: 'up' } });
  away.add('postgres');
  expect(await later()).toEqual({ ready: true, degraded: true, dependencies: { postgres: 'down', clock: 'up' } });
});

test('a replica without a dependency of its own is not ready', async () => {
  const { health, away, later } = registered();
  expect(await health.readiness()).toMatchObject({ ready: true });
  away.add('clock').add('postgres');
  expect(await later()).toEqual({ ready: false, degraded: false, dependencies: { postgres: 'down', clock: 'down' } });
  away.delete('clock');
  expect(await later()).toMatchObject({ ready: true, degraded: true });
});

test('metrics show the readiness and each dependency', async () => {
  const { away, health, later, metrics } = registered();
  await health.readiness();
  away.add('postgres');
  await later();
  const { body } = await metrics.text();
  expect(body).toMatch(/^veza_ready(\{.*\})? 1$/m);
  expect(body).toMatch(/^veza_dependency_up\{dependency="postgres".*\} 0$/m);
  expect(body).toMatch(/^veza_dependency_up\{dependency="clock".*\} 1$/m);
});

test('many probes cost one check per second', async () => {
  const health = new HealthRegistry(silent);
  const check = jest.fn(async () => undefined);
  health.register('postgres', check);
  await Promise.all(Array.from({ length: 50 }, () => health.readiness()));
  expect(check).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(1_001);
  await health.readiness();
  expect(check).toHaveBeenCalledTimes(2);
});

test('a dependency without a reply within a second is down', async () => {
  const health = new HealthRegistry(silent);
  health.register('hanging', () => new Promise(() => undefined));
  const readiness = health.readiness();
  await jest.advanceTimersByTimeAsync(1_001);
  expect(await readiness).toEqual({ ready: false, degraded: false, dependencies: { hanging: 'down' } });
});

test('a stopping replica is not ready', async () => {
  const health = new HealthRegistry(silent);
  expect(await health.readiness()).toMatchObject({ ready: true });
  health.stop();
  expect(await health.readiness()).toMatchObject({ ready: false });
});

test('the metrics of what a start waited for end with the wait', async () => {
  const metrics = new Metrics();
  const health = new HealthRegistry(silent, metrics);
  health.register('clock', async () => undefined, { own: true });
  health.start();
  void health.awaiting('schema', new Promise(() => undefined));
  await health.readiness();
  expect((await metrics.text()).body).toMatch(/^veza_dependency_up\{dependency="schema"\} 0$/m);
  health.serve();
  await health.readiness();
  expect((await metrics.text()).body).not.toContain('schema');
});

test('a starting replica is not ready before `serve`, runs no checks, and names what it waits for', async () => {
  const health = new HealthRegistry(silent);
  const check = jest.fn(async () => undefined);
  health.register('postgres', check);
  health.start();
  expect(await health.readiness()).toEqual({ ready: false, degraded: false, dependencies: {} });
  expect(check).not.toHaveBeenCalled();
  let found = (_: string): void => undefined;
  const awaited = health.awaiting('postgres', new Promise<string>((resolve) => (found = resolve)));
  expect(await health.readiness()).toEqual({ ready: false, degraded: false, dependencies: { postgres: 'down' } });
  found('a client');
  expect(await awaited).toBe('a client');
  expect(await health.readiness()).toEqual({ ready: false, degraded: false, dependencies: {} });
  health.serve();
  expect(await health.readiness()).toEqual({ ready: true, degraded: false, dependencies: { postgres: 'up' } });
});

test('a second dependency of the same name is rejected', () => {
  const health = new HealthRegistry(silent);
  health.register('redis', async () => undefined);
  expect(() => health.register('redis', async () => undefined)).toThrow('twice');
});
