import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepWebBuilds1764700000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE web_builds (
        id text PRIMARY KEY,
        started_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE web_assets (
        build_id text NOT NULL REFERENCES web_builds ON DELETE CASCADE,
        path text NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (build_id, path)
      );
      CREATE INDEX web_assets_path_idx ON web_assets (path)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE web_assets, web_builds');
  }
}
