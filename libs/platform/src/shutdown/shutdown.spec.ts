import { expect, jest, test } from '@jest/globals';
import { AppLogger } from '../logging/app-logger.js';
import { Shutdown } from './shutdown.js';

function shutdown(limitMs = 5_000) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const exit = jest.fn<(code: number) => void>();
  const logger = new AppLogger({ service: 'test', replica: 'one', level: 'info', destination });
  return { stopping: new Shutdown(logger, limitMs, exit), exit, log: () => lines.join('') };
}

test('phases run in order, the steps of a phase concurrently', async () => {
  const { stopping, log } = shutdown();
  const order: string[] = [];
  let release = (): void => undefined;
  const slow = new Promise<void>((resolve) => (release = resolve));
  stopping.register('close-connections', 'pool', () => order.push('pool'));
  stopping.register('drain', 'slow', () => slow.then(() => order.push('slow')));
  stopping.register('drain', 'fast', () => {
    order.push('fast');
    release();
  });
  stopping.register('unready', 'probe', () => order.push('probe'));
  stopping.register('stop-accepting', 'door', () => order.push('door'));
  await stopping.run('test');
  expect(order).toEqual(['probe', 'door', 'fast', 'slow', 'pool']);
  for (const phase of ['unready', 'stop-accepting', 'drain', 'close-connections'])
    expect(log()).toContain(`Shutdown phase ${phase} is through`);
});

test('the shutdown runs once, and a failed step delays no other', async () => {
  const { stopping, exit, log } = shutdown();
  const close = jest.fn();
  stopping.register('drain', 'broken', () => Promise.reject(new Error('no')));
  stopping.register('close-connections', 'pool', close);
  await Promise.all([stopping.run('SIGTERM'), stopping.run('SIGINT')]);
  expect(close).toHaveBeenCalledTimes(1);
  expect(log()).toContain('"step":"broken"');
  expect(exit).not.toHaveBeenCalled();
});

test('a shutdown past the hard limit exits with 1 and names the steps that did not end', async () => {
  const { stopping, exit, log } = shutdown(20);
  const ended = new Promise<number>((resolve) => exit.mockImplementation(resolve));
  stopping.register('drain', 'done', () => undefined);
  stopping.register('drain', 'download of a film', () => new Promise(() => undefined));
  void stopping.run('SIGTERM');
  expect(await ended).toBe(1);
  expect(log()).toContain('"hanging":["download of a film"]');
});
