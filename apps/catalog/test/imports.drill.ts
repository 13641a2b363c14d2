// covers: apps/catalog/src/imports
import { expect, test } from '@jest/globals';
import { imports } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { startCatalog, user } from './catalog-under-test.js';

const ROWS = 100_000;
const SELLER = user(7);

test('an import of 100,000 rows that changes its replica in the middle creates each product once', async () => {
  // Before the services run, which are in this process.
  const lines = Array.from({ length: ROWS }, (_, i) => `K-${i % 2 ? i : ''};Produit ${i};${i % 1000},50;corde`);
  const file = lines.map((line) => line.replace(/^K-;/, ';')).join('\n');
  const catalog = await startCatalog(2);
  try {
    const objectId = catalog.objects.uploadFile(7, `sku;name;price;category\n${file}\n`);
    const { id } = await catalog.call(imports.create, SELLER, { objectId, dryRun: false });
    const get = () => catalog.call(imports.get, SELLER, { id });
    for (const share of [0.1, 0.4, 0.7]) {
      await eventually('progress', async () => (await get()).rowsDone > share * ROWS || undefined, { ms: 300_000 });
      // As if the runner had stood still for longer than its lease: it must not write any more.
      await catalog.sql(`UPDATE catalog.product_imports SET runner = 'another', lease_until = now() WHERE id = $1`, [id]);
    }
    const done = await eventually('the end', async () => ((await get()).finishedAt === null ? undefined : get()), {
      ms: 300_000,
    });
    expect(done).toMatchObject({ status: 'done', rowsTotal: ROWS, rowsDone: ROWS, created: ROWS, updated: 0, failed: 0 });
    const [counted] = await catalog.sql<{ rows: number; names: number; skus: number }>(
      `SELECT count(*)::int AS rows, count(DISTINCT name)::int AS names, count(DISTINCT sku)::int AS skus
       FROM catalog.products WHERE owner_id = 7`,
    );
    expect(counted).toEqual({ rows: ROWS, names: ROWS, skus: ROWS / 2 });
  } finally {
    await catalog.stop();
  }
}, 900_000);
