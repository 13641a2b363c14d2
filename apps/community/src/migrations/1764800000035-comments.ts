import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Comments on tracks (decision 255). A removed comment with replies stays as a row without author and text. */
export class Comments1764800000035 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE people
        ADD COLUMN commented_on date NOT NULL DEFAULT now()::date,
        ADD COLUMN comments_that_day integer NOT NULL DEFAULT 0;

      CREATE TABLE comments (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        track_id integer NOT NULL,
        parent_id integer REFERENCES comments ON DELETE CASCADE,
        second integer CHECK (second >= 0),
        author_id integer,
        text text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        edited_at timestamptz(3),
        CHECK ((author_id IS NULL) = (text IS NULL)),
        CHECK (parent_id IS NULL OR second IS NULL)
      );
      CREATE INDEX comments_track ON comments (track_id, id);
      CREATE INDEX comments_second ON comments (track_id, second, id) WHERE second IS NOT NULL;
      CREATE INDEX comments_parent ON comments (parent_id, id) WHERE parent_id IS NOT NULL;
      CREATE INDEX comments_author ON comments (author_id, id)`);
  }
}
