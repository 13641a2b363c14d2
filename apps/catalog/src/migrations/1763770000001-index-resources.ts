import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tags by folded form, sort orders of resources, and the readers of downloads. Online: the indexes are built concurrently,
 * hence without a transaction, and every statement may run again after a failure.
 */
export class IndexResources1763770000001 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // As fold(), with qualified names only: Postgres computes an index without the search path of the service.
    await runner.query(`
      CREATE OR REPLACE FUNCTION tag_keys(tags text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT coalesce(array_agg(lower(public.unaccent('public.unaccent'::regdictionary, normalize(tag, NFC)))), '{}')
            FROM unnest(tags) AS tag $$`);
    for (const [name, index] of Object.entries(INDEXES)) {
      await runner.query(`DROP INDEX IF EXISTS ${name}`); // an interrupted build leaves an invalid one
      await runner.query(`CREATE INDEX CONCURRENTLY ${name} ON resources ${index}`);
    }
    await runner.query(`DROP INDEX IF EXISTS resources_tags`);
    await runner.query(`
      CREATE TABLE IF NOT EXISTS resource_readers (
        resource_id integer NOT NULL REFERENCES resources ON DELETE CASCADE,
        reader text NOT NULL,
        counted integer NOT NULL DEFAULT 1,
        since timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (resource_id, reader)
      )`);
    await runner.query(`CREATE INDEX IF NOT EXISTS resource_readers_since ON resource_readers (since)`);
    await runner.query(`CREATE INDEX IF NOT EXISTS resource_readers_reader ON resource_readers (reader)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE resource_readers');
    await runner.query(`DROP INDEX ${Object.keys(INDEXES).join(', ')}`);
    await runner.query(`CREATE INDEX resources_tags ON resources USING gin (tags)`);
    await runner.query('DROP FUNCTION tag_keys');
  }
}

const INDEXES = {
  resources_tag_keys: 'USING gin (tag_keys(tags))',
  resources_category: '(category, created_at, id)',
  resources_downloads: '(downloads, id)',
  resources_rating: '(round(rating_sum::numeric / greatest(ratings_count, 1), 2), id)',
  resources_title: '(title_key, id)',
};
