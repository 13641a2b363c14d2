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

test('it is ready while everything it needs is there', async () => {
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

test('many probes cost one look a second', async () => {
  const health = new HealthRegistry(silent);
  const check = jest.fn(async () => undefined);
  health.register('postgres', check);
  await Promise.all(Array.from({ length: 50 }, () => health.readiness()));
  expect(check).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(1_001);
  await health.readiness();
  expect(check).toHaveBeenCalledTimes(2);
});

test('a dependency that does not answer within a second is away', async () => {
  const health = new HealthRegistry(silent);
  health.register('hanging', () => new Promise(() => undefined));
  const readiness = health.readiness();
  await jest.advanceTimersByTimeAsync(1_001);
  expect(await readiness).toEqual({ ready: false, dependencies: { hanging: 'down' } });
});

test('a replica that stops is not ready at once', async () => {
  const health = new HealthRegistry(silent);
  expect(await health.readiness()).toMatchObject({ ready: true });
  health.stop();
  expect(await health.readiness()).toMatchObject({ ready: false });
});

test('a replica that starts is not ready before its doors are open, and asks nothing of what it still connects to', async () => {
  const health = new HealthRegistry(silent);
  const check = jest.fn(async () => undefined);
  health.register('postgres', check);
  health.start();
  expect(await health.readiness()).toEqual({ ready: false, dependencies: {} });
  expect(check).not.toHaveBeenCalled();
  health.serve();
  expect(await health.readiness()).toEqual({ ready: true, dependencies: { postgres: 'up' } });
});

test('a name stands for one dependency', () => {
  const health = new HealthRegistry(silent);
  health.register('redis', async () => undefined);
  expect(() => health.register('redis', async () => undefined)).toThrow('twice');
});
