import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Where users are noticed of what (decision 265). */
export class NoticeLevels1764800000049 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notice_levels (
        user_id integer PRIMARY KEY REFERENCES users,
        levels jsonb NOT NULL
      )`);
  }
}
