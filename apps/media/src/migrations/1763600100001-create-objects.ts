import { EVENT_TABLES_SQL } from '@veza/transport';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateObjects1763600100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE objects (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('track', 'resource', 'product-file', 'chat-file', 'rendition')),
        owner_id integer,
        filename text NOT NULL,
        type text NOT NULL,
        size bigint NOT NULL CHECK (size >= 0),
        hash text NOT NULL,
        claimed_by text,
        created_at timestamptz NOT NULL DEFAULT now(),
        released_at timestamptz,
        CHECK (claimed_by IS NULL OR released_at IS NULL)
      )`);
    await runner.query(`CREATE INDEX objects_quota ON objects (owner_id) INCLUDE (size) WHERE released_at IS NULL`);
    await runner.query(`CREATE INDEX objects_unclaimed ON objects (created_at) WHERE claimed_by IS NULL`);
    await runner.query(EVENT_TABLES_SQL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE objects, events, event_relay, event_positions`);
  }
}
