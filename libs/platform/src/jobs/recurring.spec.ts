import { expect, jest, test } from '@jest/globals';
import { AppLogger } from '../logging/app-logger.js';
import { Shutdown } from '../shutdown/shutdown.js';
import { recurring } from './recurring.js';

test('the shutdown waits for the current run of a recurring job, a failed run is logged and repeated', async () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = new AppLogger({ service: 'test', replica: 'one', level: 'warn', destination });
  const shutdown = new Shutdown(logger, 10_000, jest.fn());
  const runs: { end: () => void }[] = [];
  const work = async () => {
    await new Promise<void>((resolve) => runs.push({ end: resolve }));
    if (runs.length === 1) throw new Error('the database is away');
  };
  const started = async (count: number) => {
    while (runs.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  recurring('sweep', 1, work, { logger, shutdown });
  await started(1);
  runs[0]?.end();
  await started(2);
  expect(lines.join('')).toContain('the database is away');
  let stopped = false;
  const stopping = shutdown.run('test').then(() => (stopped = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(stopped).toBe(false);
  runs[1]?.end();
  await stopping;
  expect(runs).toHaveLength(2);
});
