import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A bot counts as its owner (decision 222). A block names both persons, so that one look-up finds it whichever bot was
 * blocked. The trigger fills them for a replica of the version before. Identity publishes the owners of existing bots.
 */
export class KnowOwnersOfBots1764800000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE people ADD COLUMN bot_of integer;
      CREATE INDEX people_by_owner ON people (bot_of) WHERE bot_of IS NOT NULL;
      ALTER TABLE blocks ADD COLUMN person_id integer, ADD COLUMN blocked_person_id integer;
      UPDATE blocks SET person_id = user_id, blocked_person_id = blocked_id;
      ALTER TABLE blocks ALTER person_id SET NOT NULL, ALTER blocked_person_id SET NOT NULL;
      CREATE INDEX blocks_by_person ON blocks (blocked_person_id, person_id);
      CREATE FUNCTION fill_block() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.person_id := coalesce(NEW.person_id, NEW.user_id);
        NEW.blocked_person_id := coalesce(NEW.blocked_person_id, NEW.blocked_id);
        RETURN NEW;
      END $$;
      CREATE TRIGGER fill_block BEFORE INSERT ON blocks FOR EACH ROW
      WHEN (NEW.person_id IS NULL OR NEW.blocked_person_id IS NULL) EXECUTE FUNCTION fill_block()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER fill_block ON blocks;
      DROP FUNCTION fill_block;
      ALTER TABLE blocks DROP COLUMN person_id, DROP COLUMN blocked_person_id;
      ALTER TABLE people DROP COLUMN bot_of`);
  }
}
