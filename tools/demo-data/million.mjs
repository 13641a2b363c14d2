import pg from 'pg';
import { AFTER, CHECKS, PRODUCTS, RESOURCES, VOCABULARY, WORDS } from './million-rows.mjs';

const BATCH = 10_000;
const AT_ONCE = 2;

/**
 * A million products and 200,000 resources, with words of two languages, skewed categories and prices of all sizes, some
 * sold out, some resources with votes. Straight into the tables, on two connections; a smaller number of products brings
 * a fifth as many resources. At the end it compares what it wrote with what the triggers of the tables would have written.
 *
 * @param {string} databaseUrl the owner's @param {number} count of products @param {(text: string) => void} say
 */
export async function makeMillion(databaseUrl, count, say) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: AT_ONCE, options: '-c search_path=catalog,public' });
  const started = Date.now();
  try {
    await fill(pool, count, PRODUCTS, 'products', say);
    await fill(pool, Math.round(count / 5), RESOURCES, 'resources', say);
    for (const sql of AFTER) await pool.query(sql, sql.includes('$1') ? [Object.values(WORDS).flat()] : []);
    for (const [what, sql] of Object.entries(CHECKS)) {
      const { rows } = await pool.query(sql);
      if (rows.length > 0) throw new Error(`The rows are wrong: ${what}: ${JSON.stringify(rows[0])}`);
    }
    say(`${count} products and ${Math.round(count / 5)} resources in ${((Date.now() - started) / 1_000).toFixed(0)} s`);
  } finally {
    await pool.end();
  }
}

/** @param {pg.Pool} pool @param {number} count @param {string} sql @param {string} what @param {(text: string) => void} say */
async function fill(pool, count, sql, what, say) {
  let next = 1;
  const lane = async () => {
    const client = await pool.connect();
    try {
      await prepare(client);
      for (let from = next; from <= count; from = next) {
        next = from + BATCH;
        await client.query(sql, [from, Math.min(from + BATCH - 1, count)]);
        if ((next - 1) % (10 * BATCH) === 0) say(`${next - 1} of ${count} ${what}`);
      }
    } finally {
      client.release(true); // with its settings
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/**
 * The triggers that compute the words of a row take two thirds of the time, and a row here has words that were computed
 * before. Without the right to skip the triggers, they compute the same.
 *
 * @param {pg.PoolClient} client
 */
async function prepare(client) {
  await client.query('SET session_replication_role = replica').catch(() => undefined);
  await client.query(VOCABULARY, [Object.keys(WORDS), Object.values(WORDS).map((words) => JSON.stringify(words))]);
  await client.query('ANALYZE vocabulary');
}
