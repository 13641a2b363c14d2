import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Groups (decision 259): private rooms for every replica of 0.3.0, which adds no member to them, as they have no owner. */
export class GatherGroups1764800000042 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE rooms ADD COLUMN is_group boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN rooms.is_group IS 'A conversation of up to 20 people; without a name it has theirs'`);
  }
}
