import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** An account that was banned lately has reduced limits (decision 274). */
export class RememberBans1764800000063 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE people ADD COLUMN banned_at timestamptz');
  }
}
