import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { AppLogger } from '../logging/app-logger.js';
import { HealthRegistry } from './health-registry.js';

const silent = new AppLogger({ service: 'test', replica: 'one', level: 'silent' });

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('a replica is ready while its dependencies are up', async () => {
  const health = new HealthRegistry(silent);
  let there = true;
  health.register('postgres', async () => undefined);
  health.register('redis', async () => {
    if (!there) throw new Error('away');
  });
  expect(await health.readiness()).toEqual({ ready: true, dependencies: { postgres: 'up', redis: 'up' } });
  there = false;
  jest.advanceTimersByTime(1_001);
  expect(await health.readiness()).toEqual({ ready: false, dependencies: { postgres: 'up', redis: 'down' } });
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
  expect(await readiness).toEqual({ ready: false, dependencies: { hanging: 'down' } });
});

test('a stopping replica is not ready', async () => {
  const health = new HealthRegistry(silent);
  expect(await health.readiness()).toMatchObject({ ready: true });
  health.stop();
  expect(await health.readiness()).toMatchObject({ ready: false });
});

test('a starting replica is not ready before `serve`, and runs no checks', async () => {
  const health = new HealthRegistry(silent);
  const check = jest.fn(async () => undefined);
  health.register('postgres', check);
  health.start();
  expect(await health.readiness()).toEqual({ ready: false, dependencies: {} });
  expect(check).not.toHaveBeenCalled();
  health.serve();
  expect(await health.readiness()).toEqual({ ready: true, dependencies: { postgres: 'up' } });
});

test('a second dependency of the same name is rejected', () => {
  const health = new HealthRegistry(silent);
  health.register('redis', async () => undefined);
  expect(() => health.register('redis', async () => undefined)).toThrow('twice');
});
