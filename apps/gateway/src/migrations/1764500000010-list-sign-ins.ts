import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ListSignIns1764500000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sign_in_events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users,
        kind text NOT NULL,
        method text,
        detail text,
        device text,
        network text,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX sign_in_events_user_idx ON sign_in_events (user_id, id);
      CREATE INDEX sign_in_events_at_idx ON sign_in_events (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sign_in_events');
  }
}
