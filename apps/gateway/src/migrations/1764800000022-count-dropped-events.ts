import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Events that are not kept for a receiver, since too many others wait for it. */
export class CountDroppedEvents1764800000022 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE webhooks
        ADD COLUMN dropped_events integer NOT NULL DEFAULT 0,
        ADD COLUMN dropped_from timestamptz,
        ADD COLUMN dropped_to timestamptz`);
  }
}
