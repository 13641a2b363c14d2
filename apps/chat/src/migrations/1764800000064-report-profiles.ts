import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Parts of the page of a person are things that are reported; their id is that of the person (decision 285). */
export class ReportProfiles1764800000064 implements Migration {
  /** The check is wider than before, so the programs of every version run. */
  readonly compatibleSince = 1763640000102;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE thing_reports DROP CONSTRAINT thing_reports_kind_check,
        ADD CONSTRAINT thing_reports_kind_check
        CHECK (kind IN ('comment', 'playlist', 'track', 'album', 'product', 'resource', 'picture', 'banner', 'words'))`);
  }
}
