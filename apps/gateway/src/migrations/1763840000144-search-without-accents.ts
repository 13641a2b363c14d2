import type { MigrationInterface, QueryRunner } from 'typeorm';

const NAMES = {
  users_by_username_prefix: 'username',
  users_by_full_name_prefix: "first_name || ' ' || last_name",
  users_by_last_name_prefix: 'last_name',
};

/** The search for users ignores accents. */
export class SearchWithoutAccents1763840000144 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // unaccent() is only STABLE, because its dictionary could change; with a fixed dictionary it may be indexed.
    await runner.query(`
      CREATE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $$`);
    await indexNames(runner, 'fold');
  }

  async down(runner: QueryRunner): Promise<void> {
    await indexNames(runner, 'lower');
    await runner.query('DROP FUNCTION fold(text)');
  }
}

async function indexNames(runner: QueryRunner, key: 'fold' | 'lower'): Promise<void> {
  for (const [index, name] of Object.entries(NAMES)) {
    await runner.query(`DROP INDEX ${index}`);
    await runner.query(`CREATE INDEX ${index} ON users (${key}(${name}) text_pattern_ops) WHERE deleted_at IS NULL`);
  }
}
