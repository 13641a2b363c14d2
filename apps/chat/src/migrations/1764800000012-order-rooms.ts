import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The directory of public rooms is read by members, and searched by words. A send changes no column of these indexes, so its
 * update of the room stays in the page (HOT). The index by age had one reader, the former list.
 */
export class OrderRooms1764800000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX rooms_directory ON rooms ((-member_count), created_at, id) WHERE kind = 'public' AND deleted_at IS NULL;
      CREATE INDEX rooms_by_word ON rooms USING gin (to_tsvector('simple', name || ' ' || coalesce(description, '')))
        WHERE kind = 'public' AND deleted_at IS NULL;
      DROP INDEX rooms_listed`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX rooms_listed ON rooms (created_at DESC) WHERE kind = 'public' AND deleted_at IS NULL;
      DROP INDEX rooms_by_word, rooms_directory`);
  }
}
