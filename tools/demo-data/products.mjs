import pg from 'pg';

const BATCH = 100_000;

/**
 * Inserts many products by SQL, in batches: a million takes one or two minutes. Ten categories (category-0 to category-9)
 * and prices of all sizes, as the benchmarks expect. No events are written, since the creation of a product has no
 * subscriber.
 *
 * @param {string} databaseUrl the owner's @param {number} count @param {(text: string) => void} say
 */
export async function makeProducts(databaseUrl, count, say) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const started = Date.now();
    for (let from = 1; from <= count; from += BATCH) {
      const to = Math.min(from + BATCH - 1, count);
      await client.query(
        `INSERT INTO catalog.products (name, description, price, stock, category, owner_id, created_at, updated_at)
         SELECT 'Product ' || i, repeat('A plain description. ', 6), (i % 5000) + 0.99, i % 100, 'category-' || (i % 10), 1 + i % 50,
                made, made
         FROM generate_series($1::int, $2::int) i, LATERAL (SELECT now() - i * interval '1 minute' AS made) t`,
        [from, to],
      );
      if (count > BATCH) say(`${to} of ${count}`);
    }
    await client.query('ANALYZE catalog.products');
    say(`${count} products in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
  } finally {
    await client.end();
  }
}
