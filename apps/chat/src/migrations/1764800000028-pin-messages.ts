import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Pins of rooms (decision 248). */
export class PinMessages1764800000028 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE pins (
        message_id bigint PRIMARY KEY,
        room_id text NOT NULL,
        user_id integer,
        at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX pins_by_room ON pins (room_id);
      CREATE INDEX pins_by_user ON pins (user_id, message_id);
      COMMENT ON COLUMN pins.user_id IS 'Who pinned it; NULL when the account is erased'`);
  }
}
