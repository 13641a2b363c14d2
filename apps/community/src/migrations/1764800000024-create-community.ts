import type { Migration } from '@veza/database';
import { EVENT_TABLES_SQL } from '@veza/transport';
import type { QueryRunner } from 'typeorm';

/**
 * Relations between people and things (decision 245). Numbers of relations stand in rows, and are changed in the
 * transaction of the relation. A relation of a hidden (banned) person is not counted by the other side.
 */
export class CreateCommunity1764800000024 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENT_TABLES_SQL);
    await runner.query(`
      CREATE TABLE people (
        id integer PRIMARY KEY,
        followers integer NOT NULL DEFAULT 0 CHECK (followers >= 0),
        following integer NOT NULL DEFAULT 0 CHECK (following >= 0),
        is_hidden boolean NOT NULL DEFAULT false,
        hidden_until timestamptz,
        acts_on date NOT NULL DEFAULT now()::date,
        follows_that_day integer NOT NULL DEFAULT 0,
        likes_that_day integer NOT NULL DEFAULT 0
      );
      CREATE INDEX people_hidden ON people (hidden_until) WHERE is_hidden;

      CREATE TABLE blocks (
        user_id integer NOT NULL,
        blocked_id integer NOT NULL,
        person_id integer NOT NULL,
        blocked_person_id integer NOT NULL,
        PRIMARY KEY (user_id, blocked_id)
      );
      CREATE INDEX blocks_people ON blocks (person_id, blocked_person_id);
      CREATE INDEX blocks_blocked_person ON blocks (blocked_person_id);

      CREATE TABLE follows (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        follower_id integer NOT NULL,
        followed_id integer NOT NULL,
        followed_at timestamptz(3) NOT NULL DEFAULT now(),
        UNIQUE (follower_id, followed_id),
        CHECK (follower_id <> followed_id)
      );
      CREATE INDEX follows_follower ON follows (follower_id, id);
      CREATE INDEX follows_followed ON follows (followed_id, id);

      CREATE TABLE liked_tracks (
        track_id integer PRIMARY KEY,
        likes integer NOT NULL DEFAULT 0 CHECK (likes >= 0)
      );
      CREATE TABLE likes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id integer NOT NULL,
        track_id integer NOT NULL,
        liked_at timestamptz(3) NOT NULL DEFAULT now(),
        UNIQUE (person_id, track_id)
      );
      CREATE INDEX likes_person ON likes (person_id, id);
      CREATE INDEX likes_track ON likes (track_id)`);
  }
}
