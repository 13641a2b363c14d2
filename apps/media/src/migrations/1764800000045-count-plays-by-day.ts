import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Sums without a listener. Earlier plays have no day: `track_plays` has only the last one of each listener. */
export class CountPlaysByDay1764800000045 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE track_play_days (
        track_id integer NOT NULL REFERENCES tracks ON DELETE CASCADE,
        day date NOT NULL,
        plays integer NOT NULL CHECK (plays > 0),
        PRIMARY KEY (track_id, day)
      )`);
  }
}
