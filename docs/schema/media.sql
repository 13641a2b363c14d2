-- The schema of today, for readers: made by "npm run generate" from the migrations; "npm test" compares.
-- Owners and grants are left out.

-- tables

CREATE TABLE album_tracks (
  album_id integer NOT NULL,
  track_id integer NOT NULL,
  place smallint NOT NULL,
  CONSTRAINT album_tracks_album_id_fkey FOREIGN KEY (album_id) REFERENCES albums(id) ON DELETE CASCADE,
  CONSTRAINT album_tracks_track_id_fkey FOREIGN KEY (track_id) REFERENCES tracks(id) ON DELETE CASCADE,
  CONSTRAINT album_tracks_pkey PRIMARY KEY (album_id, track_id)
);

CREATE TABLE albums (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  owner_id integer NOT NULL,
  title text NOT NULL,
  description text DEFAULT ''::text NOT NULL,
  kind text DEFAULT 'album'::text NOT NULL,
  release_date date,
  is_public boolean DEFAULT false NOT NULL,
  cover_id uuid,
  revision integer DEFAULT 1 NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  updated_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT albums_cover_id_fkey FOREIGN KEY (cover_id) REFERENCES objects(id),
  CONSTRAINT albums_pkey PRIMARY KEY (id),
  CONSTRAINT albums_cover_id_key UNIQUE (cover_id)
);

CREATE TABLE event_positions (
  source text NOT NULL,
  log uuid NOT NULL,
  position bigint NOT NULL,
  CONSTRAINT event_positions_pkey PRIMARY KEY (source)
);

CREATE TABLE event_relay (
  only_row boolean DEFAULT true NOT NULL,
  log uuid DEFAULT gen_random_uuid() NOT NULL,
  position bigint DEFAULT 0 NOT NULL,
  holder text NOT NULL,
  held_until timestamp with time zone NOT NULL,
  CONSTRAINT event_relay_only_row_check CHECK (only_row),
  CONSTRAINT event_relay_pkey PRIMARY KEY (only_row)
);

CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  position bigint,
  name text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  published_at timestamp with time zone,
  CONSTRAINT events_pkey PRIMARY KEY (id),
  CONSTRAINT events_position_key UNIQUE ("position")
);

CREATE TABLE growing_segments (
  rendition_id uuid NOT NULL,
  kbits smallint NOT NULL,
  number integer NOT NULL,
  seconds double precision NOT NULL,
  CONSTRAINT growing_segments_number_check CHECK ((number >= 0)),
  CONSTRAINT growing_segments_seconds_check CHECK ((seconds > (0)::double precision)),
  CONSTRAINT growing_segments_rendition_id_fkey FOREIGN KEY (rendition_id) REFERENCES objects(id) ON DELETE CASCADE,
  CONSTRAINT growing_segments_pkey PRIMARY KEY (rendition_id, kbits, number)
);

CREATE TABLE link_previews (
  hash text NOT NULL,
  site text NOT NULL,
  title text,
  description text NOT NULL,
  picture_id uuid,
  read_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT link_previews_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES objects(id),
  CONSTRAINT link_previews_pkey PRIMARY KEY (hash)
);

CREATE TABLE migrations (
  id integer DEFAULT nextval('migrations_id_seq'::regclass) NOT NULL,
  timestamp bigint NOT NULL,
  name character varying NOT NULL,
  compatible_since bigint DEFAULT 0 NOT NULL,
  CONSTRAINT PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)
);

CREATE TABLE objects (
  id uuid NOT NULL,
  kind text NOT NULL,
  owner_id integer,
  filename text NOT NULL,
  type text NOT NULL,
  size bigint NOT NULL,
  hash text NOT NULL,
  claimed_by text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  released_at timestamp with time zone,
  is_public boolean DEFAULT false NOT NULL,
  voice jsonb,
  CONSTRAINT objects_check CHECK (((claimed_by IS NULL) OR (released_at IS NULL))),
  CONSTRAINT objects_kind_check CHECK ((kind = ANY (ARRAY['track'::text, 'resource'::text, 'product-file'::text, 'chat-file'::text, 'rendition'::text, 'picture'::text, 'voice'::text]))) NOT VALID,
  CONSTRAINT objects_size_check CHECK ((size >= 0)),
  CONSTRAINT objects_pkey PRIMARY KEY (id)
);

CREATE TABLE operations (
  id text NOT NULL,
  reply jsonb,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT operations_pkey PRIMARY KEY (id)
);

CREATE TABLE queue_changes (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  action text NOT NULL,
  changed_by integer NOT NULL,
  track_id integer,
  error text,
  count integer,
  at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT queue_changes_pkey PRIMARY KEY (id)
);

CREATE TABLE queue_pauses (
  queue text NOT NULL,
  paused_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT queue_pauses_pkey PRIMARY KEY (queue)
);

CREATE TABLE resumable_uploads (
  id uuid NOT NULL,
  owner_id integer,
  length bigint NOT NULL,
  stored bigint DEFAULT 0 NOT NULL,
  parts integer DEFAULT 0 NOT NULL,
  metadata jsonb NOT NULL,
  object_id uuid NOT NULL,
  track_id integer,
  moved_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  finished_at timestamp with time zone,
  preview_id uuid,
  previewed bigint DEFAULT 0 NOT NULL,
  CONSTRAINT resumable_uploads_check CHECK (((stored >= 0) AND (stored <= length))),
  CONSTRAINT resumable_uploads_length_check CHECK ((length > 0)),
  CONSTRAINT resumable_uploads_pkey PRIMARY KEY (id),
  CONSTRAINT resumable_uploads_object_id_key UNIQUE (object_id)
);

CREATE TABLE track_links (
  track_id integer NOT NULL,
  code_hash bytea NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT track_links_track_id_fkey FOREIGN KEY (track_id) REFERENCES tracks(id) ON DELETE CASCADE,
  CONSTRAINT track_links_pkey PRIMARY KEY (track_id),
  CONSTRAINT track_links_code_hash_key UNIQUE (code_hash)
);

CREATE TABLE track_notices (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  track_id integer NOT NULL,
  user_id integer NOT NULL,
  error text,
  read_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT track_notices_track_id_fkey FOREIGN KEY (track_id) REFERENCES tracks(id) ON DELETE CASCADE,
  CONSTRAINT track_notices_pkey PRIMARY KEY (id)
);

CREATE TABLE track_play_days (
  track_id integer NOT NULL,
  day date NOT NULL,
  plays integer NOT NULL,
  CONSTRAINT track_play_days_plays_check CHECK ((plays > 0)),
  CONSTRAINT track_play_days_track_id_fkey FOREIGN KEY (track_id) REFERENCES tracks(id) ON DELETE CASCADE,
  CONSTRAINT track_play_days_pkey PRIMARY KEY (track_id, day)
);

CREATE TABLE track_plays (
  track_id integer NOT NULL,
  user_id integer NOT NULL,
  day date NOT NULL,
  plays smallint NOT NULL,
  last_at timestamp with time zone NOT NULL,
  heard_seconds real,
  heard_at timestamp(3) with time zone,
  CONSTRAINT track_plays_track_id_fkey FOREIGN KEY (track_id) REFERENCES tracks(id) ON DELETE CASCADE,
  CONSTRAINT track_plays_pkey PRIMARY KEY (track_id, user_id)
);

CREATE TABLE tracks (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  title text NOT NULL,
  artist text NOT NULL,
  album text,
  genre text,
  tags text[] DEFAULT '{}'::text[] NOT NULL,
  is_public boolean NOT NULL,
  uploader_id integer NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  play_count integer DEFAULT 0 NOT NULL,
  source_id uuid NOT NULL,
  filename text NOT NULL,
  status text DEFAULT 'processing'::text NOT NULL,
  progress smallint DEFAULT 0 NOT NULL,
  attempt integer DEFAULT 1 NOT NULL,
  starts integer DEFAULT 0 NOT NULL,
  moved_at timestamp with time zone DEFAULT now() NOT NULL,
  error text,
  rendition_id uuid,
  duration_seconds double precision,
  loudness_lufs real,
  true_peak_dbtp real,
  has_cover boolean DEFAULT false NOT NULL,
  search_text text GENERATED ALWAYS AS (fold(((((((((title || ' '::text) || artist) || ' '::text) || COALESCE(album, ''::text)) || ' '::text) || COALESCE(genre, ''::text)) || ' '::text) || joined(tags)))) STORED NOT NULL,
  track_number smallint,
  year smallint,
  from_tags text[] DEFAULT '{}'::text[] NOT NULL,
  growing_id uuid,
  kept_source_id uuid,
  kept_filename text,
  cover_id uuid,
  downloadable boolean DEFAULT false NOT NULL,
  license text DEFAULT 'all-rights-reserved'::text NOT NULL,
  CONSTRAINT tracks_check CHECK (((status <> 'ready'::text) OR (rendition_id IS NOT NULL))),
  CONSTRAINT tracks_check1 CHECK (((kept_source_id IS NULL) = (kept_filename IS NULL))),
  CONSTRAINT tracks_check2 CHECK (((kept_source_id IS NULL) OR (rendition_id IS NOT NULL))),
  CONSTRAINT tracks_progress_check CHECK (((progress >= 0) AND (progress <= 100))),
  CONSTRAINT tracks_status_check CHECK ((status = ANY (ARRAY['processing'::text, 'ready'::text, 'failed'::text]))),
  CONSTRAINT tracks_cover_id_fkey FOREIGN KEY (cover_id) REFERENCES objects(id),
  CONSTRAINT tracks_kept_source_id_fkey FOREIGN KEY (kept_source_id) REFERENCES objects(id),
  CONSTRAINT tracks_rendition_id_fkey FOREIGN KEY (rendition_id) REFERENCES objects(id),
  CONSTRAINT tracks_source_id_fkey FOREIGN KEY (source_id) REFERENCES objects(id),
  CONSTRAINT tracks_pkey PRIMARY KEY (id),
  CONSTRAINT tracks_cover_id_key UNIQUE (cover_id),
  CONSTRAINT tracks_kept_source_id_key UNIQUE (kept_source_id),
  CONSTRAINT tracks_rendition_id_key UNIQUE (rendition_id),
  CONSTRAINT tracks_source_id_key UNIQUE (source_id)
);

CREATE TABLE upload_locks (
  upload_id uuid NOT NULL,
  token uuid NOT NULL,
  until timestamp with time zone NOT NULL,
  wanted boolean DEFAULT false NOT NULL,
  CONSTRAINT upload_locks_pkey PRIMARY KEY (upload_id)
);

CREATE TABLE upload_parts (
  upload_id uuid NOT NULL,
  start bigint NOT NULL,
  size bigint NOT NULL,
  key text NOT NULL,
  CONSTRAINT upload_parts_size_check CHECK ((size > 0)),
  CONSTRAINT upload_parts_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES resumable_uploads(id) ON DELETE CASCADE,
  CONSTRAINT upload_parts_pkey PRIMARY KEY (upload_id, start)
);

-- indexes

CREATE INDEX album_tracks_track ON album_tracks USING btree (track_id);
CREATE INDEX albums_owner ON albums USING btree (owner_id, id);
CREATE INDEX albums_public ON albums USING btree (id) WHERE is_public;
CREATE INDEX events_unpublished ON events USING btree ("position", id) WHERE (published_at IS NULL);
CREATE INDEX link_previews_read ON link_previews USING btree (read_at);
CREATE INDEX objects_owner ON objects USING btree (owner_id, id);
CREATE INDEX objects_quota ON objects USING btree (owner_id) INCLUDE (size) WHERE (released_at IS NULL);
CREATE INDEX objects_unclaimed ON objects USING btree (created_at) WHERE (claimed_by IS NULL);
CREATE INDEX operations_by_time ON operations USING btree (created_at);
CREATE INDEX queue_changes_at ON queue_changes USING btree (at, id);
CREATE INDEX resumable_uploads_moved ON resumable_uploads USING btree (moved_at);
CREATE INDEX resumable_uploads_owner ON resumable_uploads USING btree (owner_id);
CREATE UNIQUE INDEX resumable_uploads_preview ON resumable_uploads USING btree (preview_id);
CREATE INDEX track_notices_age ON track_notices USING btree (created_at);
CREATE INDEX track_notices_track ON track_notices USING btree (track_id);
CREATE INDEX track_notices_user ON track_notices USING btree (user_id, created_at, id);
CREATE INDEX track_plays_heard ON track_plays USING btree (user_id, heard_at) WHERE (heard_at IS NOT NULL);
CREATE INDEX track_plays_recent ON track_plays USING btree (user_id, last_at DESC);
CREATE INDEX track_plays_user ON track_plays USING btree (user_id, track_id);
CREATE INDEX tracks_artist ON tracks USING btree (fold(artist));
CREATE INDEX tracks_genre ON tracks USING btree (fold(genre));
CREATE INDEX tracks_growing ON tracks USING btree (growing_id) WHERE (growing_id IS NOT NULL);
CREATE INDEX tracks_processing ON tracks USING btree (moved_at) WHERE (status = 'processing'::text);
CREATE INDEX tracks_search ON tracks USING gin (search_text gin_trgm_ops);
CREATE INDEX tracks_tags ON tracks USING gin (tags);
CREATE INDEX tracks_unfinished ON tracks USING btree (created_at, id) WHERE (status <> 'ready'::text);
CREATE INDEX tracks_uploader ON tracks USING btree (uploader_id, id);

-- functions

CREATE OR REPLACE FUNCTION fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $function$;

CREATE OR REPLACE FUNCTION joined(words text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ SELECT array_to_string(words, ' ') $function$;
