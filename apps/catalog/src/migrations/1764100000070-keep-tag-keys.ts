import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of one batch of the backfill: locks on them last for milliseconds. */
const BATCH = 2_000;

/**
 * The folded tags of a resource as a column, and an index of those of a sixteenth of the rows. A page of a tag in another
 * order compares the tags of hundreds of rows, and folded those of each. Online, as "search by words": an empty column, a
 * trigger, a backfill in batches, indexes that are built concurrently; every statement may run again after a failure.
 * The index of categories gets what a list shows, so that its rows are counted without reading the table.
 */
export class KeepTagKeys1764100000070 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE resources ADD COLUMN IF NOT EXISTS tag_keys text[]');
    await runner.query(trigger('NEW.tag_keys := tag_keys(NEW.tags);'));
    const [newest]: { id: number | null }[] = await runner.query('SELECT max(id) AS id FROM resources');
    for (let from = 1; from <= (newest?.id ?? 0); from += BATCH)
      await runner.query(
        `UPDATE resources SET tag_keys = tag_keys(tags) WHERE id BETWEEN ${from} AND ${from + BATCH - 1} AND tag_keys IS NULL`,
      );
    for (const [name, index] of Object.entries(INDEXES)) {
      await runner.query(`DROP INDEX IF EXISTS ${name}`); // an interrupted build leaves an invalid one
      await runner.query(`CREATE INDEX CONCURRENTLY ${name} ON resources ${index}`);
    }
    // The ones that replicas of the version before use.
    await runner.query('DROP INDEX IF EXISTS resources_tag_keys, resources_category');
    await runner.query('ANALYZE resources');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(trigger(''));
    await runner.query('ALTER TABLE resources DROP COLUMN tag_keys');
    await runner.query('DROP INDEX resources_listed_category');
    await runner.query('CREATE INDEX resources_tag_keys ON resources USING gin (tag_keys(tags))');
    await runner.query('CREATE INDEX resources_category ON resources (category, created_at, id)');
  }
}

const INDEXES = {
  resources_listed_category: '(category, created_at, id) INCLUDE (is_public, uploader_id)',
  resources_kept_tags: 'USING gin (tag_keys) WITH (gin_pending_list_limit = 256)',
  resources_kept_tags_sample: 'USING gin (tag_keys) WITH (gin_pending_list_limit = 256) WHERE ((id >> 7) & 15) = 0',
};

const trigger = (and: string) => `
  CREATE OR REPLACE FUNCTION index_resource() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
  BEGIN
    NEW.words := resource_words(NEW.title, NEW.tags, NEW.description, NEW.category);
    ${and}
    RETURN NEW;
  END $$`;
