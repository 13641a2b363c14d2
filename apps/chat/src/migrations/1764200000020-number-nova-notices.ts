import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log of each user in the notices of cabinets, for clients that were away (decision 162). A trigger assigns the numbers,
 * so that notices stored by a replica of the version before are numbered too.
 */
export class NumberNovaNotices1764200000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE nova_readers (
        user_id integer PRIMARY KEY,
        last integer NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE nova_entries (
        user_id integer NOT NULL,
        seq integer NOT NULL,
        notice_id integer NOT NULL REFERENCES nova_notices (id) ON DELETE CASCADE,
        PRIMARY KEY (user_id, seq)
      )`);
    await runner.query('CREATE INDEX nova_entries_by_notice ON nova_entries (notice_id)');
    await runner.query(`
      CREATE FUNCTION number_nova_notice() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
      BEGIN
        WITH numbered AS (
          INSERT INTO nova_readers AS reader (user_id, last)
          SELECT DISTINCT value::integer, 1 FROM jsonb_array_elements_text(NEW.notice -> 'userIds')
          ON CONFLICT (user_id) DO UPDATE SET last = reader.last + 1
          RETURNING user_id, last
        )
        INSERT INTO nova_entries (user_id, seq, notice_id) SELECT user_id, last, NEW.id FROM numbered;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER numbered AFTER INSERT ON nova_notices FOR EACH ROW EXECUTE FUNCTION number_nova_notice()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER numbered ON nova_notices');
    await runner.query('DROP FUNCTION number_nova_notice()');
    await runner.query('DROP TABLE nova_entries');
    await runner.query('DROP TABLE nova_readers');
  }
}
