import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Invite links of rooms (decision 251). */
export class LinkInvitations1764800000031 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE invite_links (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code_hash bytea NOT NULL UNIQUE,
        room_id text NOT NULL,
        created_by integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        expires_at timestamptz(3) NOT NULL,
        max_uses integer CHECK (max_uses > 0),
        uses integer NOT NULL DEFAULT 0 CHECK (uses <= max_uses)
      );
      CREATE INDEX invite_links_by_room ON invite_links (room_id, id);
      CREATE INDEX invite_links_by_creator ON invite_links (created_by, id);
      COMMENT ON COLUMN invite_links.code_hash IS 'SHA-256 of the code'`);
  }
}
