import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trash of resources, and the history of their changes. */
export class CreateResourceTrash1764100000072 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE resource_trash (
        id integer PRIMARY KEY,
        uploader_id integer NOT NULL,
        deleted_by integer,
        deleted_at timestamptz(3) NOT NULL DEFAULT now(),
        resource jsonb NOT NULL
      )`);
    await runner.query(`CREATE INDEX resource_trash_uploader ON resource_trash (uploader_id, deleted_at, id)`);
    await runner.query(`CREATE INDEX resource_trash_deleted ON resource_trash (deleted_at)`);
    await runner.query(`CREATE INDEX resource_trash_deleted_by ON resource_trash (deleted_by)`);
    // Without references: history and ratings of a resource outlast its stay in the trash.
    await runner.query(`ALTER TABLE resource_ratings DROP CONSTRAINT resource_ratings_resource_id_fkey`);
    await runner.query(`
      CREATE TABLE resource_changes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        resource_id integer NOT NULL,
        user_id integer,
        at timestamptz(3) NOT NULL DEFAULT now(),
        action text NOT NULL,
        changes jsonb NOT NULL DEFAULT '[]'
      )`);
    await runner.query(`CREATE INDEX resource_changes_resource ON resource_changes (resource_id, id)`);
    await runner.query(`CREATE INDEX resource_changes_user ON resource_changes (user_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE resource_trash, resource_changes');
    await runner.query('DELETE FROM resource_ratings WHERE resource_id NOT IN (SELECT id FROM resources)');
    await runner.query(`
      ALTER TABLE resource_ratings ADD CONSTRAINT resource_ratings_resource_id_fkey
      FOREIGN KEY (resource_id) REFERENCES resources ON DELETE CASCADE`);
  }
}
