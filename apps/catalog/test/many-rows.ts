import type { CatalogUnderTest } from './catalog-under-test.js';

const ROWS = 20_000;

/**
 * So many rows in each table that grows that the planner chooses as for millions. One connection without triggers: the
 * words of the search are simpler than theirs, and a tenth of the time.
 */
export async function manyRows(sql: CatalogUnderTest['sql']): Promise<void> {
  const numbers = `generate_series(1, ${ROWS}) AS n`;
  await sql(`SET search_path = catalog, public; SET session_replication_role = replica;
    INSERT INTO products (name, description, price, category, owner_id, created_at, stock, in_stock, words)
    SELECT name, repeat('Un son chaud et précis. ', 12), price, category, 1 + n % 2000, now() - n * interval '1 minute', n % 10, n % 10 > 0,
      words_of(lower(name)) || array_to_tsvector(ARRAY(SELECT '=' || lexeme FROM unnest(words_of(lower(name)))))
        || array_to_tsvector(ARRAY['@' || category, '$' || price_band(price)])
        || array_to_tsvector(CASE WHEN n % 10 > 0 THEN ARRAY['+'] ELSE ARRAY['-'] END)
    FROM (SELECT n, (ARRAY['Guitare', 'Violon', 'Oud', 'Zither', 'Luth'])[1 + n % 5] || ' ' || (ARRAY['rouge', 'bleue', 'noire'])[1 + n % 3] || ' ' || n AS name,
        (n * 37 % 500000) / 100.0 AS price, 'category ' || CASE WHEN n % 3 = 0 THEN 0 ELSE n % 40 END AS category
      FROM ${numbers}) AS made;
    INSERT INTO resources (title, description, category, tags, tag_keys, is_public, uploader_id, object_id, filename, type, size, downloads, rating_sum, ratings_count, words)
    SELECT 'Kick ' || n, repeat('Un son chaud et précis. ', 12), category, tags, tag_keys(tags), n % 10 > 0, 1 + n % 2000,
      gen_random_uuid(), 'kick.wav', 'audio/wav', 44, n % 1000, n % 5, 1,
      words_of('kick ' || n) || array_to_tsvector(ARRAY['=kick', '=' || n, '@' || category])
    FROM (SELECT n, (ARRAY['sample', 'sample', 'preset', 'other', 'document', 'template'])[1 + n % 6] AS category,
        ARRAY['Tag ' || n % 500, CASE WHEN n % 3 = 0 THEN 'Common' ELSE 'Rare ' || n END] AS tags FROM ${numbers}) AS made;
    INSERT INTO product_prices SELECT n, CASE WHEN n % 200 = 0 THEN 'USD' ELSE 'X' || chr(65 + n % 13) || chr(65 + n % 17) END, n % 100 FROM ${numbers};
    INSERT INTO product_terms SELECT 'guitar' || n FROM ${numbers};
    INSERT INTO resource_terms SELECT 'kick' || n FROM ${numbers};
    INSERT INTO product_files (product_id, object_id, filename, type, size) SELECT n, gen_random_uuid(), 'kick.wav', 'audio/wav', 44 FROM ${numbers};
    INSERT INTO product_changes (product_id, user_id, action) SELECT 1 + n % 5000, 1 + n % 2000, 'update' FROM ${numbers};
    INSERT INTO product_trash (id, owner_id, deleted_by, deleted_at, product, files)
    SELECT 1000000 + n, 1 + n % 2000, 1 + n % 2000, now() - n % 300 * interval '2 hours', jsonb_build_object('name', 'Oud', 'price', 5, 'currency', 'EUR'), '[]' FROM ${numbers};
    INSERT INTO resource_changes (resource_id, user_id, action) SELECT 1 + n % 5000, 1 + n % 2000, 'update' FROM ${numbers};
    INSERT INTO resource_trash (id, uploader_id, deleted_by, deleted_at, resource)
    SELECT 1000000 + n, 1 + n % 2000, 1 + n % 2000, now() - n % 300 * interval '2 hours',
      jsonb_build_object('title', 'Kick', 'filename', 'kick.wav', 'size', 44, 'object_id', gen_random_uuid()) FROM ${numbers};
    INSERT INTO product_imports (owner_id, object_id, filename, dry_run, status, finished_at, created_at)
    SELECT 1 + n % 2000, gen_random_uuid(), 'a.csv', false, 'done', now(), now() FROM ${numbers};
    INSERT INTO resource_ratings (resource_id, user_id, rating) SELECT n, 1 + n % 2000, 1 + n % 5 FROM ${numbers};
    INSERT INTO resource_readers (resource_id, reader) SELECT n, 'user ' || n % 2000 FROM ${numbers};
    SELECT setval(pg_get_serial_sequence('products', 'id'), ${ROWS}), setval(pg_get_serial_sequence('resources', 'id'), ${ROWS});
    SET session_replication_role = origin; RESET search_path`);
  await sql('VACUUM ANALYZE'); // as autovacuum does
}
