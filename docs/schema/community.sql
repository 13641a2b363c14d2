-- The schema of today, for readers: made by "npm run generate" from the migrations; "npm test" compares.
-- Owners and grants are left out.

-- tables

CREATE TABLE blocks (
  user_id integer NOT NULL,
  blocked_id integer NOT NULL,
  person_id integer NOT NULL,
  blocked_person_id integer NOT NULL,
  CONSTRAINT blocks_pkey PRIMARY KEY (user_id, blocked_id)
);

CREATE TABLE comments (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  track_id integer NOT NULL,
  parent_id integer,
  second integer,
  author_id integer,
  text text,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  edited_at timestamp(3) with time zone,
  CONSTRAINT comments_check CHECK (((author_id IS NULL) = (text IS NULL))),
  CONSTRAINT comments_check1 CHECK (((parent_id IS NULL) OR (second IS NULL))),
  CONSTRAINT comments_second_check CHECK ((second >= 0)),
  CONSTRAINT comments_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES comments(id) ON DELETE CASCADE,
  CONSTRAINT comments_pkey PRIMARY KEY (id)
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

CREATE TABLE follows (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  follower_id integer NOT NULL,
  followed_id integer NOT NULL,
  followed_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT follows_check CHECK ((follower_id <> followed_id)),
  CONSTRAINT follows_pkey PRIMARY KEY (id),
  CONSTRAINT follows_follower_id_followed_id_key UNIQUE (follower_id, followed_id)
);

CREATE TABLE liked_tracks (
  track_id integer NOT NULL,
  likes integer DEFAULT 0 NOT NULL,
  CONSTRAINT liked_tracks_likes_check CHECK ((likes >= 0)),
  CONSTRAINT liked_tracks_pkey PRIMARY KEY (track_id)
);

CREATE TABLE likes (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  person_id integer NOT NULL,
  track_id integer NOT NULL,
  liked_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT likes_pkey PRIMARY KEY (id),
  CONSTRAINT likes_person_id_track_id_key UNIQUE (person_id, track_id)
);

CREATE TABLE migrations (
  id integer DEFAULT nextval('migrations_id_seq'::regclass) NOT NULL,
  timestamp bigint NOT NULL,
  name character varying NOT NULL,
  compatible_since bigint DEFAULT 0 NOT NULL,
  CONSTRAINT PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)
);

CREATE TABLE notices (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
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
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  read_at timestamp(3) with time zone,
  CONSTRAINT notices_pkey PRIMARY KEY (id),
  CONSTRAINT notices_person_id_key_key UNIQUE (person_id, key)
);

CREATE TABLE people (
  id integer NOT NULL,
  followers integer DEFAULT 0 NOT NULL,
  following integer DEFAULT 0 NOT NULL,
  is_hidden boolean DEFAULT false NOT NULL,
  hidden_until timestamp with time zone,
  acts_on date DEFAULT (now())::date NOT NULL,
  follows_that_day integer DEFAULT 0 NOT NULL,
  likes_that_day integer DEFAULT 0 NOT NULL,
  commented_on date DEFAULT (now())::date NOT NULL,
  comments_that_day integer DEFAULT 0 NOT NULL,
  banned_at timestamp with time zone,
  CONSTRAINT people_followers_check CHECK ((followers >= 0)),
  CONSTRAINT people_following_check CHECK ((following >= 0)),
  CONSTRAINT people_pkey PRIMARY KEY (id)
);

CREATE TABLE playlist_editors (
  playlist_id integer NOT NULL,
  person_id integer NOT NULL,
  added_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT playlist_editors_playlist_id_fkey FOREIGN KEY (playlist_id) REFERENCES playlists(id) ON DELETE CASCADE,
  CONSTRAINT playlist_editors_pkey PRIMARY KEY (playlist_id, person_id)
);

CREATE TABLE playlist_tracks (
  playlist_id integer NOT NULL,
  track_id integer NOT NULL,
  key text NOT NULL,
  added_by integer,
  added_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT playlist_tracks_playlist_id_fkey FOREIGN KEY (playlist_id) REFERENCES playlists(id) ON DELETE CASCADE,
  CONSTRAINT playlist_tracks_pkey PRIMARY KEY (playlist_id, track_id)
);

CREATE TABLE playlists (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  owner_id integer NOT NULL,
  title text NOT NULL,
  description text DEFAULT ''::text NOT NULL,
  visibility text DEFAULT 'private'::text NOT NULL,
  code_hash bytea,
  track_count integer DEFAULT 0 NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  updated_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT playlists_check CHECK (((visibility = 'link'::text) = (code_hash IS NOT NULL))),
  CONSTRAINT playlists_track_count_check CHECK ((track_count >= 0)),
  CONSTRAINT playlists_visibility_check CHECK ((visibility = ANY (ARRAY['private'::text, 'link'::text, 'public'::text]))),
  CONSTRAINT playlists_pkey PRIMARY KEY (id),
  CONSTRAINT playlists_code_hash_key UNIQUE (code_hash)
);

CREATE TABLE publication_clock (
  only_row boolean DEFAULT true NOT NULL,
  position bigint NOT NULL,
  CONSTRAINT publication_clock_only_row_check CHECK (only_row),
  CONSTRAINT publication_clock_pkey PRIMARY KEY (only_row)
);

CREATE TABLE publications (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  kind text NOT NULL,
  thing_id integer NOT NULL,
  person_id integer NOT NULL,
  published_at timestamp(3) with time zone NOT NULL,
  position bigint NOT NULL,
  withdrawn_at timestamp with time zone,
  is_front boolean DEFAULT false NOT NULL,
  CONSTRAINT publications_pkey PRIMARY KEY (id),
  CONSTRAINT publications_kind_thing_id_key UNIQUE (kind, thing_id)
);

-- indexes

CREATE INDEX blocks_blocked_person ON blocks USING btree (blocked_person_id);
CREATE INDEX blocks_people ON blocks USING btree (person_id, blocked_person_id);
CREATE INDEX comments_author ON comments USING btree (author_id, id);
CREATE INDEX comments_parent ON comments USING btree (parent_id, id) WHERE (parent_id IS NOT NULL);
CREATE INDEX comments_second ON comments USING btree (track_id, second, id) WHERE (second IS NOT NULL);
CREATE INDEX comments_track ON comments USING btree (track_id, id);
CREATE INDEX events_unpublished ON events USING btree ("position", id) WHERE (published_at IS NULL);
CREATE INDEX follows_followed ON follows USING btree (followed_id, id);
CREATE INDEX follows_follower ON follows USING btree (follower_id, id);
CREATE INDEX likes_person ON likes USING btree (person_id, id);
CREATE INDEX likes_track ON likes USING btree (track_id);
CREATE INDEX notices_actor ON notices USING btree (actor_id) WHERE (actor_id IS NOT NULL);
CREATE INDEX notices_created ON notices USING btree (created_at);
CREATE INDEX notices_person ON notices USING btree (person_id, id DESC);
CREATE INDEX notices_thing ON notices USING btree (thing_kind, thing_id);
CREATE INDEX notices_unread ON notices USING btree (person_id, id DESC) WHERE (read_at IS NULL);
CREATE INDEX people_hidden ON people USING btree (hidden_until) WHERE is_hidden;
CREATE INDEX playlist_editors_person ON playlist_editors USING btree (person_id, playlist_id);
CREATE INDEX playlist_tracks_added_by ON playlist_tracks USING btree (added_by, playlist_id, track_id);
CREATE INDEX playlist_tracks_order ON playlist_tracks USING btree (playlist_id, key, track_id);
CREATE INDEX playlist_tracks_track ON playlist_tracks USING btree (track_id);
CREATE INDEX playlists_owner ON playlists USING btree (owner_id, id);
CREATE INDEX publications_front ON publications USING btree ("position" DESC, id DESC) WHERE is_front;
CREATE INDEX publications_person ON publications USING btree (person_id, "position" DESC, id DESC) WHERE (withdrawn_at IS NULL);
CREATE INDEX publications_withdrawn ON publications USING btree (person_id, withdrawn_at) WHERE (withdrawn_at IS NOT NULL);
