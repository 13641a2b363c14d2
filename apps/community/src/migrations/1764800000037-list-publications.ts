import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** What people publish: one row a thing, read along the index of its person (decision 257). */
export class ListPublications1764800000037 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE publications (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL,
        thing_id integer NOT NULL,
        person_id integer NOT NULL,
        published_at timestamptz(3) NOT NULL,
        position bigint NOT NULL,
        withdrawn_at timestamptz,
        is_front boolean NOT NULL DEFAULT false,
        UNIQUE (kind, thing_id)
      );
      CREATE INDEX publications_person ON publications (person_id, position DESC, id DESC) WHERE withdrawn_at IS NULL;
      CREATE INDEX publications_front ON publications (position DESC, id DESC) WHERE is_front;
      CREATE INDEX publications_withdrawn ON publications (person_id, withdrawn_at) WHERE withdrawn_at IS NOT NULL;

      CREATE TABLE publication_clock (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        position bigint NOT NULL
      );
      INSERT INTO publication_clock (position) VALUES (0)`);
  }
}
