import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Saved messages of users (decision 249). */
export class SaveMessages1764800000029 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE saved_messages (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id integer NOT NULL,
        message_id bigint NOT NULL,
        saved_at timestamptz(3) NOT NULL DEFAULT now(),
        UNIQUE (user_id, message_id)
      );
      CREATE INDEX saved_messages_by_user ON saved_messages (user_id, id)`);
  }
}
