import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateResumableUploads1763640000136 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE resumable_uploads (
        id uuid PRIMARY KEY,
        owner_id integer,
        length bigint NOT NULL CHECK (length > 0),
        stored bigint NOT NULL DEFAULT 0 CHECK (stored BETWEEN 0 AND length),
        parts integer NOT NULL DEFAULT 0,
        metadata jsonb NOT NULL,
        object_id uuid NOT NULL UNIQUE,
        track_id integer,
        moved_at timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz
      )`);
    await runner.query('CREATE INDEX resumable_uploads_owner ON resumable_uploads (owner_id)');
    await runner.query('CREATE INDEX resumable_uploads_moved ON resumable_uploads (moved_at)');
    await runner.query(`
      CREATE TABLE upload_parts (
        upload_id uuid NOT NULL REFERENCES resumable_uploads ON DELETE CASCADE,
        start bigint NOT NULL,
        size bigint NOT NULL CHECK (size > 0),
        key text NOT NULL,
        PRIMARY KEY (upload_id, start)
      )`);
    await runner.query(`
      CREATE TABLE upload_locks (
        upload_id uuid PRIMARY KEY,
        token uuid NOT NULL,
        until timestamptz NOT NULL,
        wanted boolean NOT NULL DEFAULT false
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE upload_locks, upload_parts, resumable_uploads');
  }
}
