import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a session was authenticated again. Null: not since its sign-in, which is its creation. */
export class DateAuthentications1764400000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions ADD COLUMN authenticated_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions DROP COLUMN authenticated_at');
  }
}
