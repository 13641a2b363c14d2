import type { FoldedMigration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** What came between 0.2.0 and the fold (decision 231). */
export class ExtendMedia1764400000010 implements FoldedMigration {
  readonly replaces = [
    'CreateResumableUploads1763640000136',
    'AddTagsOfFiles1763640000145',
    'CreateGrowingSegments1763940000060',
    'CreateQueueChanges1764100000050',
    'CreateTrackNotices1764100000051',
    'ReplaceSounds1764100000052',
    'AddCovers1764200000050',
    'AddDownloads1764200000051',
    'PublishPictures1764200000060',
    'PreviewUploads1764400000010',
  ];
  readonly completedBy = 'commit 9c2ca5f9';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UPLOADS);
    await runner.query(TRACKS);
    await runner.query(QUEUE);
  }
}

/** Uploads in parts, which are heard before they are complete. */
const UPLOADS = `
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
    finished_at timestamptz,
    preview_id uuid,
    previewed bigint NOT NULL DEFAULT 0
  );
  CREATE INDEX resumable_uploads_owner ON resumable_uploads (owner_id);
  CREATE INDEX resumable_uploads_moved ON resumable_uploads (moved_at);
  CREATE UNIQUE INDEX resumable_uploads_preview ON resumable_uploads (preview_id);
  CREATE TABLE upload_parts (
    upload_id uuid NOT NULL REFERENCES resumable_uploads ON DELETE CASCADE,
    start bigint NOT NULL,
    size bigint NOT NULL CHECK (size > 0),
    key text NOT NULL,
    PRIMARY KEY (upload_id, start)
  );
  CREATE TABLE upload_locks (
    upload_id uuid PRIMARY KEY,
    token uuid NOT NULL,
    until timestamptz NOT NULL,
    wanted boolean NOT NULL DEFAULT false
  );
`;

/**
 * Covers that users upload, tags of files, renditions that are played while they are written (`growing_id`), sounds
 * that are served while another one replaces them (`kept_…`), and what became of uploads, for their uploaders. New
 * columns are empty or have a constant default, so no row is rewritten.
 */
const TRACKS = `
  ALTER TABLE objects
    DROP CONSTRAINT objects_kind_check,
    ADD CONSTRAINT objects_kind_check
      CHECK (kind IN ('track', 'resource', 'product-file', 'chat-file', 'rendition', 'picture')),
    ADD is_public boolean NOT NULL DEFAULT false;
  ALTER TABLE tracks
    ADD track_number smallint,
    ADD year smallint,
    ADD from_tags text[] NOT NULL DEFAULT '{}',
    ADD growing_id uuid,
    ADD kept_source_id uuid UNIQUE REFERENCES objects,
    ADD kept_filename text,
    ADD cover_id uuid UNIQUE REFERENCES objects,
    ADD downloadable boolean NOT NULL DEFAULT false,
    ADD CHECK ((kept_source_id IS NULL) = (kept_filename IS NULL)),
    ADD CHECK (kept_source_id IS NULL OR rendition_id IS NOT NULL);
  CREATE INDEX tracks_growing ON tracks (growing_id) WHERE growing_id IS NOT NULL;
  CREATE INDEX tracks_unfinished ON tracks (created_at, id) WHERE status <> 'ready';
  CREATE TABLE growing_segments (
    rendition_id uuid NOT NULL REFERENCES objects ON DELETE CASCADE,
    kbits smallint NOT NULL,
    number integer NOT NULL CHECK (number >= 0),
    seconds double precision NOT NULL CHECK (seconds > 0),
    PRIMARY KEY (rendition_id, kbits, number)
  );
  CREATE TABLE track_notices (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    track_id integer NOT NULL REFERENCES tracks ON DELETE CASCADE,
    user_id integer NOT NULL,
    error text,
    read_at timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now()
  );
  CREATE INDEX track_notices_user ON track_notices (user_id, created_at, id);
  CREATE INDEX track_notices_track ON track_notices (track_id);
  CREATE INDEX track_notices_age ON track_notices (created_at);
`;

/** What administrators do with the queue of transcodings. */
const QUEUE = `
  CREATE TABLE queue_changes (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    action text NOT NULL,
    changed_by integer NOT NULL,
    track_id integer,
    error text,
    count integer,
    at timestamptz(3) NOT NULL DEFAULT now()
  );
  CREATE INDEX queue_changes_at ON queue_changes (at, id);
  CREATE TABLE queue_pauses (queue text PRIMARY KEY, paused_at timestamptz(3) NOT NULL DEFAULT now());
`;
