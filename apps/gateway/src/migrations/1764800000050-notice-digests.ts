import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** A daily mail of unread notices, for users who chose it (decision 265). */
export class NoticeDigests1764800000050 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE notice_levels
        ADD COLUMN has_mail boolean NOT NULL DEFAULT false,
        ADD COLUMN mailed_at timestamptz;
      CREATE INDEX notice_levels_mail ON notice_levels (mailed_at NULLS FIRST) WHERE has_mail`);
  }
}
