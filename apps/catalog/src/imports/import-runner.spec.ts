import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { AppLogger, Metrics, Shutdown } from '@veza/platform';
import { eventually } from '@veza/testing';
import { ReplicaId } from '@veza/transport';
import { UploadedBytes } from '../objects/uploaded-bytes.js';
import { type Batch, ImportBatchesRepository } from './import-batches.repository.js';
import { ImportRunner } from './import-runner.js';
import { ImportsRepository } from './imports.repository.js';
import { PictureFetches } from './picture-fetches.js';
import { ProductImport } from './product-import.entity.js';

const BATCH = 500;

const importOf = (id: number, rows: number): ProductImport =>
  Object.assign(new ProductImport(), { id, objectId: String(rows), dryRun: false, rowsTotal: rows, rowsDone: 0, takes: 1 });

/** Runs imports by their numbers of rows with the tables of Postgres in memory. Returns the order of batches and ends. */
async function run(...sizes: number[]): Promise<string[]> {
  const waiting = sizes.map((rows, i) => importOf(i + 1, rows));
  const seen: string[] = [];
  const imports: ImportsRepository = Object.assign(Object.create(ImportsRepository.prototype), {
    take: async (_runner: string, _seconds: number, most: number) =>
      waiting.sort((a, b) => a.rowsDone - b.rowsDone || a.id - b.id).splice(0, most),
    keep: async () => true,
    hasWaiting: async () => waiting.length > 0,
    giveBack: async (taken: ProductImport) => {
      seen.push(`${taken.id} gives its place`);
      waiting.push(taken);
    },
    end: async (id: number) => void seen.push(`${id} ends`),
    depth: async () => ({ waiting: 0 }),
  });
  const batches: ImportBatchesRepository = Object.assign(Object.create(ImportBatchesRepository.prototype), {
    apply: async (taken: ProductImport, { upTo }: Batch) => {
      await new Promise(setImmediate);
      seen.push(`${taken.id} to ${upTo}`);
      taken.rowsDone = upTo;
    },
  });
  const bytes: UploadedBytes = Object.assign(Object.create(UploadedBytes.prototype), {
    read: async (rows: string) => Readable.from([Buffer.from(`name,price\n${'x,1\n'.repeat(Number(rows))}`)]),
  });
  const logger = new AppLogger({ service: 'catalog', replica: 'test', level: 'fatal' });
  const shutdown = new Shutdown(logger, 1_000, () => undefined);
  const pictures: PictureFetches = Object.assign(Object.create(PictureFetches.prototype), { kick: () => undefined });
  const runner = new ImportRunner(imports, batches, bytes, new ReplicaId(), pictures, logger, shutdown, new Metrics());
  runner.onApplicationBootstrap();
  await eventually('all ends', async () => seen.filter((each) => each.endsWith('ends')).length === sizes.length || undefined);
  await shutdown.run('test');
  return seen;
}

test('a small import waits for one batch of each other one', async () => {
  const seen = await run(10 * BATCH, 10 * BATCH, 10);
  expect(seen.indexOf('3 ends')).toBeLessThan(6);
  expect(seen.slice(0, 4).map((each) => each.split(' ')[0])).toEqual(expect.arrayContaining(['1', '2', '3']));
});

test('a small import behind large ones that have every place gets one of them', async () => {
  const seen = await run(30 * BATCH, 30 * BATCH, 30 * BATCH, 10);
  const first = seen.findIndex((each) => each.endsWith('gives its place'));
  expect(first).toBeGreaterThan(0);
  expect(seen.indexOf('4 ends')).toBeGreaterThan(first);
  for (const id of [1, 2, 3]) {
    expect(seen.indexOf('4 ends')).toBeLessThan(seen.indexOf(`${id} ends`));
    expect(seen.filter((each) => each.startsWith(`${id} to `))).toHaveLength(30);
  }
});
