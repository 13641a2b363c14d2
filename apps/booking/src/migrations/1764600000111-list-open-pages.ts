import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A list of the open pages of all cabinets. `name_key` is its order. The keys of the search ignore case, accents, apostrophes and
 * hyphens, as `plain()` does. Only a function of the schema's owner sees all cabinets: it returns what their pages show to strangers.
 */
export class ListOpenPages1764600000111 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const plain = (text: string) => `translate(fold(${text}), '''’ʼ\`´-‐‑–.', '')`;
    await runner.query(`
      ALTER TABLE cabinets
        ADD COLUMN name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(fold(name), 60)) STORED,
        ADD COLUMN search_key text NOT NULL GENERATED ALWAYS AS (${plain('name')}) STORED`);
    await runner.query('CREATE INDEX cabinets_by_name ON cabinets (name_key, id)');
    await runner.query(`
      ALTER TABLE cabinet_pages
        ADD COLUMN place_key text NOT NULL GENERATED ALWAYS AS (${plain(`slug || ' ' || coalesce(address, '')`)}) STORED`);
    await runner.query(`
      CREATE FUNCTION open_pages(words text[], after_key text, after_id uuid, most integer)
      RETURNS TABLE (id uuid, slug text, name text, key text, timezone text, address text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        WITH wanted AS MATERIALIZED (SELECT plain(word) AS word FROM unnest(words) AS word)
        SELECT c.id, p.slug, c.name, c.name_key, c.timezone, p.address
        FROM cabinets c JOIN cabinet_pages p ON p.cabinet_id = c.id
        WHERE p.is_open AND (after_key IS NULL OR (c.name_key, c.id) > (after_key COLLATE "C", after_id))
          AND NOT EXISTS (SELECT FROM wanted WHERE strpos(c.search_key || ' ' || p.place_key, word) = 0)
        ORDER BY c.name_key, c.id LIMIT most $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION open_pages');
    await runner.query('ALTER TABLE cabinet_pages DROP COLUMN place_key');
    await runner.query('ALTER TABLE cabinets DROP COLUMN search_key, DROP COLUMN name_key');
  }
}
