import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Blocks are events since community keeps a copy of them: here the ones that exist (decision 245). */
export class AnnounceBlocks1764800000025 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO events (name, payload)
      SELECT 'chat.blocks.added', jsonb_build_object(
        'userId', user_id, 'blockedId', blocked_id, 'personId', person_id, 'blockedPersonId', blocked_person_id)
      FROM blocks ORDER BY at, user_id, blocked_id`);
  }
}
