import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** A new column is empty, so no row is rewritten; the rows that exist satisfy the wider check. */
export class RecordVoices1764800000061 implements Migration {
  /** The check is wider than before, so the programs of every version run. */
  readonly compatibleSince = 1763640000102;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE objects
        DROP CONSTRAINT objects_kind_check,
        ADD CONSTRAINT objects_kind_check
          CHECK (kind IN ('track', 'resource', 'product-file', 'chat-file', 'rendition', 'picture', 'voice')) NOT VALID,
        ADD voice jsonb
    `);
  }
}
