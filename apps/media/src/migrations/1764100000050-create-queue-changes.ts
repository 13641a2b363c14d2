import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What administrators do with the queue of transcodings. */
export class CreateQueueChanges1764100000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE queue_changes (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        action text NOT NULL,
        changed_by integer NOT NULL,
        track_id integer,
        error text,
        count integer,
        at timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX queue_changes_at ON queue_changes (at, id)');
    await runner.query('CREATE TABLE queue_pauses (queue text PRIMARY KEY, paused_at timestamptz(3) NOT NULL DEFAULT now())');
    await runner.query(`CREATE INDEX tracks_unfinished ON tracks (created_at, id) WHERE status <> 'ready'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX tracks_unfinished');
    await runner.query('DROP TABLE queue_changes, queue_pauses');
  }
}
