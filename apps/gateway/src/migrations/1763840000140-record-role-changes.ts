import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit of roles on the platform. */
export class RecordRoleChanges1763840000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE role_changes (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users,
        changed_by integer NOT NULL,
        from_role text NOT NULL,
        to_role text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX role_changes_by_user ON role_changes (user_id, id DESC);
      CREATE INDEX users_staff ON users (role, id) WHERE role <> 'user'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX users_staff');
    await runner.query('DROP TABLE role_changes');
  }
}
