import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** A constant default, so that no row is rewritten. The values are those of the contract: a new one needs no migration. */
export class AddLicenses1764800000044 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE tracks ADD license text NOT NULL DEFAULT 'all-rights-reserved'`);
  }
}
