import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** The one list of notices of a person (decision 265). Ids are the order; a renewed notice gets a new one. */
export class Notices1764800000048 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notices (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id integer NOT NULL,
        kind text NOT NULL,
        key text NOT NULL,
        version bigint NOT NULL,
        actor_id integer,
        thing_kind text NOT NULL,
        thing_id text NOT NULL,
        title text,
        part text,
        detail text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        read_at timestamptz(3),
        UNIQUE (person_id, key)
      );
      CREATE INDEX notices_person ON notices (person_id, id DESC);
      CREATE INDEX notices_unread ON notices (person_id, id DESC) WHERE read_at IS NULL;
      CREATE INDEX notices_actor ON notices (actor_id) WHERE actor_id IS NOT NULL;
      CREATE INDEX notices_thing ON notices (thing_kind, thing_id);
      CREATE INDEX notices_created ON notices (created_at)`);
  }
}
