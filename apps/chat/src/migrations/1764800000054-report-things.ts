import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/**
 * Reports of things (decision 270). A table of their own: replicas of 0.3.0 take each row of `reports` without a message for
 * one of a person, and allow one open of it. Both tables take their ids from one sequence, so that they are one list.
 */
export class ReportThings1764800000054 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE thing_reports (
        id integer PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('comment', 'playlist', 'track', 'album', 'product', 'resource')),
        thing_id integer NOT NULL,
        track_id integer,
        title text NOT NULL,
        content text NOT NULL,
        user_id integer NOT NULL,
        reporter_id integer NOT NULL,
        reason text NOT NULL,
        details text NOT NULL,
        status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'dismissed', 'actioned')),
        resolution text,
        resolved_by integer,
        resolved_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT now()
      );
      COMMENT ON COLUMN thing_reports.id IS 'From the sequence of reports';
      CREATE UNIQUE INDEX thing_reports_open ON thing_reports (kind, thing_id, reporter_id) WHERE status = 'open';
      CREATE INDEX thing_reports_of_thing ON thing_reports (kind, thing_id, reporter_id);
      CREATE INDEX thing_reports_by_reporter ON thing_reports (reporter_id, id);
      CREATE INDEX reports_of_person ON reports (user_id, reporter_id) WHERE message_id IS NULL`);
  }
}
