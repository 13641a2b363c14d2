-- The schema of today, for readers: made by "npm run generate" from the migrations; "npm test" compares.
-- Owners and grants are left out.

-- tables

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

CREATE TABLE imported_pictures (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  product_id integer NOT NULL,
  address text NOT NULL,
  owner_id integer NOT NULL,
  import_id integer NOT NULL,
  row integer NOT NULL,
  place integer NOT NULL,
  picture_id uuid,
  tries integer DEFAULT 0 NOT NULL,
  due_at timestamp(3) with time zone DEFAULT now(),
  CONSTRAINT imported_pictures_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE,
  CONSTRAINT imported_pictures_pkey PRIMARY KEY (id),
  CONSTRAINT imported_pictures_product_id_address_key UNIQUE (product_id, address)
);

CREATE TABLE migrations (
  id integer DEFAULT nextval('migrations_id_seq'::regclass) NOT NULL,
  timestamp bigint NOT NULL,
  name character varying NOT NULL,
  compatible_since bigint DEFAULT 0 NOT NULL,
  CONSTRAINT PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)
);

CREATE TABLE operations (
  id text NOT NULL,
  reply jsonb,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT operations_pkey PRIMARY KEY (id)
);

CREATE TABLE product_changes (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  product_id integer NOT NULL,
  user_id integer,
  at timestamp(3) with time zone DEFAULT now() NOT NULL,
  action text NOT NULL,
  changes jsonb DEFAULT '[]'::jsonb NOT NULL,
  CONSTRAINT product_changes_pkey PRIMARY KEY (id)
);

CREATE TABLE product_files (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  product_id integer NOT NULL,
  object_id uuid NOT NULL,
  filename text NOT NULL,
  type text NOT NULL,
  size integer NOT NULL,
  uploaded_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT product_files_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  CONSTRAINT product_files_pkey PRIMARY KEY (id),
  CONSTRAINT product_files_object_id_key UNIQUE (object_id)
);

CREATE TABLE product_imports (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  owner_id integer NOT NULL,
  object_id uuid NOT NULL,
  filename text NOT NULL,
  dry_run boolean NOT NULL,
  status text DEFAULT 'pending'::text NOT NULL,
  error text,
  rows_total integer,
  rows_done integer DEFAULT 0 NOT NULL,
  created integer DEFAULT 0 NOT NULL,
  updated integer DEFAULT 0 NOT NULL,
  unchanged integer DEFAULT 0 NOT NULL,
  failed integer DEFAULT 0 NOT NULL,
  faults jsonb DEFAULT '[]'::jsonb NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  finished_at timestamp(3) with time zone,
  runner text,
  lease_until timestamp(3) with time zone,
  takes integer DEFAULT 0 NOT NULL,
  CONSTRAINT product_imports_pkey PRIMARY KEY (id),
  CONSTRAINT product_imports_object_id_key UNIQUE (object_id)
);

CREATE TABLE product_prices (
  product_id integer NOT NULL,
  code text NOT NULL,
  amount numeric(13,3) NOT NULL,
  CONSTRAINT product_prices_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE,
  CONSTRAINT product_prices_pkey PRIMARY KEY (product_id, code)
);

CREATE TABLE product_terms (
  term text NOT NULL,
  CONSTRAINT product_terms_pkey PRIMARY KEY (term)
);

CREATE TABLE product_trash (
  id integer NOT NULL,
  owner_id integer NOT NULL,
  deleted_by integer,
  deleted_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  product jsonb NOT NULL,
  files jsonb NOT NULL,
  CONSTRAINT product_trash_pkey PRIMARY KEY (id)
);

CREATE TABLE products (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  name text NOT NULL,
  description text DEFAULT ''::text NOT NULL,
  price numeric(12,2) NOT NULL,
  currency character(3) DEFAULT 'EUR'::bpchar NOT NULL,
  stock integer DEFAULT 0 NOT NULL,
  category text,
  owner_id integer NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  updated_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  name_key text GENERATED ALWAYS AS ("left"(fold(name), 80)) STORED NOT NULL,
  words tsvector,
  sku text,
  in_stock boolean DEFAULT true NOT NULL,
  prices jsonb,
  pictures jsonb DEFAULT '[]'::jsonb NOT NULL,
  CONSTRAINT products_price_check CHECK ((price >= (0)::numeric)),
  CONSTRAINT products_stock_check CHECK ((stock >= 0)),
  CONSTRAINT products_pkey PRIMARY KEY (id)
);

CREATE TABLE resource_changes (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  resource_id integer NOT NULL,
  user_id integer,
  at timestamp(3) with time zone DEFAULT now() NOT NULL,
  action text NOT NULL,
  changes jsonb DEFAULT '[]'::jsonb NOT NULL,
  CONSTRAINT resource_changes_pkey PRIMARY KEY (id)
);

CREATE TABLE resource_ratings (
  resource_id integer NOT NULL,
  user_id integer NOT NULL,
  rating smallint NOT NULL,
  rated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT resource_ratings_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  CONSTRAINT resource_ratings_pkey PRIMARY KEY (resource_id, user_id)
);

CREATE TABLE resource_readers (
  resource_id integer NOT NULL,
  reader text NOT NULL,
  counted integer DEFAULT 1 NOT NULL,
  since timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT resource_readers_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES resources(id) ON DELETE CASCADE,
  CONSTRAINT resource_readers_pkey PRIMARY KEY (resource_id, reader)
);

CREATE TABLE resource_terms (
  term text NOT NULL,
  CONSTRAINT resource_terms_pkey PRIMARY KEY (term)
);

CREATE TABLE resource_trash (
  id integer NOT NULL,
  uploader_id integer NOT NULL,
  deleted_by integer,
  deleted_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  resource jsonb NOT NULL,
  CONSTRAINT resource_trash_pkey PRIMARY KEY (id)
);

CREATE TABLE resources (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  title text NOT NULL,
  description text DEFAULT ''::text NOT NULL,
  category text NOT NULL,
  tags text[] DEFAULT '{}'::text[] NOT NULL,
  is_public boolean NOT NULL,
  uploader_id integer NOT NULL,
  object_id uuid NOT NULL,
  filename text NOT NULL,
  type text NOT NULL,
  size integer NOT NULL,
  downloads integer DEFAULT 0 NOT NULL,
  rating_sum integer DEFAULT 0 NOT NULL,
  ratings_count integer DEFAULT 0 NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  title_key text GENERATED ALWAYS AS ("left"(fold(title), 80)) STORED NOT NULL,
  words tsvector,
  tag_keys text[],
  CONSTRAINT resources_category_check CHECK ((category = ANY (ARRAY['sample'::text, 'preset'::text, 'template'::text, 'document'::text, 'other'::text]))),
  CONSTRAINT resources_pkey PRIMARY KEY (id),
  CONSTRAINT resources_object_id_key UNIQUE (object_id)
);

-- indexes

CREATE INDEX events_unpublished ON events USING btree ("position", id) WHERE (published_at IS NULL);
CREATE INDEX imported_pictures_due ON imported_pictures USING btree (due_at, id) WHERE (due_at IS NOT NULL);
CREATE INDEX imported_pictures_owner ON imported_pictures USING btree (owner_id, id);
CREATE INDEX operations_by_time ON operations USING btree (created_at);
CREATE INDEX product_changes_product ON product_changes USING btree (product_id, id);
CREATE INDEX product_changes_user ON product_changes USING btree (user_id, id);
CREATE INDEX product_files_product ON product_files USING btree (product_id);
CREATE INDEX product_imports_finished ON product_imports USING btree (finished_at);
CREATE INDEX product_imports_owner ON product_imports USING btree (owner_id, created_at, id);
CREATE UNIQUE INDEX product_imports_unfinished ON product_imports USING btree (owner_id) WHERE (status = ANY (ARRAY['pending'::text, 'running'::text]));
CREATE INDEX product_prices_code ON product_prices USING btree (code, amount, product_id);
CREATE INDEX product_terms_similar ON product_terms USING gin (term gin_trgm_ops);
CREATE INDEX product_trash_deleted ON product_trash USING btree (deleted_at);
CREATE INDEX product_trash_deleted_by ON product_trash USING btree (deleted_by);
CREATE INDEX product_trash_owner ON product_trash USING btree (owner_id, deleted_at, id);
CREATE INDEX products_category ON products USING btree (category, created_at, id);
CREATE INDEX products_category_name ON products USING btree (category, name_key, id);
CREATE INDEX products_category_price ON products USING btree (category, price, id);
CREATE INDEX products_created_at ON products USING btree (created_at, id);
CREATE INDEX products_in_stock ON products USING btree (in_stock, created_at, id);
CREATE INDEX products_name ON products USING btree (name_key, id);
CREATE INDEX products_owner ON products USING btree (owner_id, id);
CREATE INDEX products_owner_created ON products USING btree (owner_id, created_at, id);
CREATE INDEX products_price ON products USING btree (price, id);
CREATE UNIQUE INDEX products_sku ON products USING btree (owner_id, sku) WHERE (sku IS NOT NULL);
CREATE INDEX products_words ON products USING gin (words) WITH (gin_pending_list_limit='256');
CREATE INDEX products_words_sample ON products USING gin (words) WITH (gin_pending_list_limit='256') WHERE (((id >> 7) & 15) = 0);
CREATE INDEX resource_changes_resource ON resource_changes USING btree (resource_id, id);
CREATE INDEX resource_changes_user ON resource_changes USING btree (user_id, id);
CREATE INDEX resource_ratings_user ON resource_ratings USING btree (user_id, resource_id);
CREATE INDEX resource_readers_reader ON resource_readers USING btree (reader);
CREATE INDEX resource_readers_since ON resource_readers USING btree (since);
CREATE INDEX resource_terms_similar ON resource_terms USING gin (term gin_trgm_ops);
CREATE INDEX resource_trash_deleted ON resource_trash USING btree (deleted_at);
CREATE INDEX resource_trash_deleted_by ON resource_trash USING btree (deleted_by);
CREATE INDEX resource_trash_uploader ON resource_trash USING btree (uploader_id, deleted_at, id);
CREATE INDEX resources_created_at ON resources USING btree (created_at, id);
CREATE INDEX resources_downloads ON resources USING btree (downloads, id);
CREATE INDEX resources_kept_tags ON resources USING gin (tag_keys) WITH (gin_pending_list_limit='256');
CREATE INDEX resources_kept_tags_sample ON resources USING gin (tag_keys) WITH (gin_pending_list_limit='256') WHERE (((id >> 7) & 15) = 0);
CREATE INDEX resources_listed ON resources USING btree (created_at, id) INCLUDE (is_public, uploader_id);
CREATE INDEX resources_listed_category ON resources USING btree (category, created_at, id) INCLUDE (is_public, uploader_id);
CREATE INDEX resources_rating ON resources USING btree (round(((rating_sum)::numeric / (GREATEST(ratings_count, 1))::numeric), 2), id);
CREATE INDEX resources_title ON resources USING btree (title_key, id);
CREATE INDEX resources_uploader ON resources USING btree (uploader_id, id);
CREATE INDEX resources_words ON resources USING gin (words) WITH (gin_pending_list_limit='256');
CREATE INDEX resources_words_sample ON resources USING gin (words) WITH (gin_pending_list_limit='256') WHERE (((id >> 7) & 15) = 0);

-- functions

CREATE OR REPLACE FUNCTION any_lexeme(lexemes text[])
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
     SELECT string_agg(lexeme_text(lexeme), ' | ')::tsquery FROM unnest(lexemes) AS lexeme $function$;

CREATE OR REPLACE FUNCTION fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $function$;

CREATE OR REPLACE FUNCTION index_product()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'catalog', 'public'
AS $function$
  DECLARE is_new boolean := TG_OP = 'INSERT';
  BEGIN
    NEW.in_stock := NEW.stock > 0;
    IF is_new OR (NEW.name, NEW.category, NEW.description, NEW.price)
        IS DISTINCT FROM (OLD.name, OLD.category, OLD.description, OLD.price) THEN
      NEW.words := product_words(NEW.name, NEW.category, NEW.description, NEW.price);
    END IF;
    IF is_new OR NEW.words IS DISTINCT FROM OLD.words OR NEW.in_stock <> OLD.in_stock THEN
      NEW.words := CASE WHEN NEW.in_stock THEN ts_delete(NEW.words, '-') || $mark$'+'$mark$::tsvector
            ELSE ts_delete(NEW.words, '+') || $mark$'-'$mark$::tsvector END;
    END IF;
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION index_resource()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'catalog', 'public'
AS $function$
  BEGIN
    NEW.words := resource_words(NEW.title, NEW.tags, NEW.description, NEW.category);
    NEW.tag_keys := tag_keys(NEW.tags);
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION joined(words text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ SELECT array_to_string(words, ' ') $function$;

CREATE OR REPLACE FUNCTION keep_product_prices()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'catalog', 'public'
AS $function$
        BEGIN
          IF TG_OP = 'UPDATE' THEN DELETE FROM product_prices WHERE product_id = NEW.id; END IF;
          INSERT INTO product_prices SELECT NEW.id, key, value::numeric FROM jsonb_each_text(CASE WHEN jsonb_typeof(NEW.prices) = 'object' THEN NEW.prices END) ON CONFLICT DO NOTHING;
          RETURN NULL;
        END $function$;

CREATE OR REPLACE FUNCTION keep_product_terms()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'catalog', 'public'
AS $function$
       BEGIN INSERT INTO product_terms SELECT DISTINCT word FROM changed, unnest(plain_words(name || ' ' || coalesce(category, '') || ' ' || description)) AS word
   WHERE  NOT EXISTS (SELECT FROM product_terms known WHERE known.term = word) ORDER BY word ON CONFLICT DO NOTHING; RETURN NULL; END $function$;

CREATE OR REPLACE FUNCTION keep_product_terms_of_row()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'catalog', 'public'
AS $function$
       BEGIN INSERT INTO product_terms SELECT DISTINCT word FROM (SELECT NEW.*) AS changed, unnest(plain_words(name || ' ' || coalesce(category, '') || ' ' || description)) AS word
   WHERE  NOT EXISTS (SELECT FROM product_terms known WHERE known.term = word) ORDER BY word ON CONFLICT DO NOTHING; RETURN NULL; END $function$;

CREATE OR REPLACE FUNCTION keep_resource_terms()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'catalog', 'public'
AS $function$
       BEGIN INSERT INTO resource_terms SELECT DISTINCT word FROM changed, unnest(plain_words(title || ' ' || array_to_string(tags, ' ') || ' ' || description)) AS word
   WHERE  NOT EXISTS (SELECT FROM resource_terms known WHERE known.term = word) ORDER BY word ON CONFLICT DO NOTHING; RETURN NULL; END $function$;

CREATE OR REPLACE FUNCTION keep_resource_terms_of_row()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'catalog', 'public'
AS $function$
       BEGIN INSERT INTO resource_terms SELECT DISTINCT word FROM (SELECT NEW.*) AS changed, unnest(plain_words(title || ' ' || array_to_string(tags, ' ') || ' ' || description)) AS word
   WHERE  NOT EXISTS (SELECT FROM resource_terms known WHERE known.term = word) ORDER BY word ON CONFLICT DO NOTHING; RETURN NULL; END $function$;

CREATE OR REPLACE FUNCTION lexeme_text(lexeme text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
     SELECT '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''' $function$;

CREATE OR REPLACE FUNCTION mistyped_patterns(plain text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
     BEGIN RETURN ARRAY(
       SELECT DISTINCT pattern FROM generate_series(1, length(plain) + 1) AS at, LATERAL (VALUES
         (left(plain, at - 1) || '_' || substr(plain, at + 1)),
         (left(plain, at - 1) || '_' || substr(plain, at))) AS v (pattern)); END $function$;

CREATE OR REPLACE FUNCTION mistyped(plain text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
     BEGIN RETURN ARRAY(
       SELECT DISTINCT word FROM generate_series(1, length(plain)) AS at, LATERAL (VALUES
         (left(plain, at - 1) || substr(plain, at + 1)),
         (left(plain, at - 1) || substr(plain, at + 1, 1) || substr(plain, at, 1) || substr(plain, at + 2))) AS v (word)); END $function$;

CREATE OR REPLACE FUNCTION plain_text(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
     DECLARE plain text := replace(lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFKC))), '++', 'plusplus');
     BEGIN
       IF strpos(plain, '#') > 0 THEN plain := regexp_replace(plain, '(\w)#', '\1sharp', 'g'); END IF;
       RETURN translate(plain, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32));
     END $function$;

CREATE OR REPLACE FUNCTION plain_words(value text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
     BEGIN RETURN ARRAY(SELECT word FROM unnest(tsvector_to_array(to_tsvector('pg_simple', plain_text(value)))) AS word
       WHERE length(word) BETWEEN 3 AND 40 AND btrim(word, '0123456789') <> ''); END $function$;

CREATE OR REPLACE FUNCTION prefix_query(words text[])
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
     SELECT string_agg(alternatives, ' & ')::tsquery FROM (
       SELECT '(' || string_agg(lexeme_text(lexeme) || CASE WHEN length(lexeme) > 1 AND lexeme = plain THEN ':*' ELSE '' END, ' | ') || ')'
         AS alternatives
       FROM unnest(words) WITH ORDINALITY AS w (word, at), btrim(plain_text(word)) AS plain,
         unnest(tsvector_to_array(words_of(plain))) AS lexeme
       GROUP BY at) AS each $function$;

CREATE OR REPLACE FUNCTION price_band(price numeric)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
     SELECT floor(ln(price::float8 + 1) * 4)::integer $function$;

CREATE OR REPLACE FUNCTION product_like(plain text)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE
AS $function$
     DECLARE size integer := length(plain);
     BEGIN
       IF size NOT BETWEEN 4 AND 40 OR btrim(plain, '0123456789') = '' THEN RETURN ARRAY[]::text[]; END IF;
       IF EXISTS (SELECT FROM product_terms AS t WHERE t.term = plain) THEN
         RETURN ARRAY(SELECT term FROM product_terms WHERE term OPERATOR(public.%) plain AND abs(length(term) - length(plain)) <= 2 ORDER BY public.similarity(term, plain) DESC, term LIMIT 8);
       END IF;
       RETURN ARRAY(
         SELECT term FROM (
           SELECT term, 1 AS errors FROM product_terms WHERE term = ANY (mistyped(plain))
           UNION ALL SELECT term, 1 FROM product_terms WHERE term LIKE ANY (mistyped_patterns(plain))
           UNION ALL (SELECT term, 3 FROM product_terms WHERE size >= 6 AND term OPERATOR(public.%) plain AND abs(length(term) - length(plain)) <= 2 ORDER BY public.similarity(term, plain) DESC, term LIMIT 8)
           UNION ALL SELECT term, 2 FROM (
             SELECT term FROM (
               SELECT term FROM product_terms WHERE size >= 8 AND term OPERATOR(public.%>) plain AND abs(length(term) - size) <= 2
               UNION SELECT term FROM product_terms
                 WHERE size BETWEEN 8 AND 10 AND term OPERATOR(public.%) ANY (mistyped(plain)) AND abs(length(term) - size) <= 2) AS nearby
             ORDER BY public.similarity(term, plain) DESC, term LIMIT 25) AS closest
             WHERE typing_distance(term, plain) <= 2
         ) AS found GROUP BY term ORDER BY min(errors), max(public.similarity(term, plain)) DESC, term LIMIT 8);
     END $function$;

CREATE OR REPLACE FUNCTION product_prefixed(words text[])
 RETURNS tsquery
 LANGUAGE plpgsql
 STABLE
AS $function$
     DECLARE mark text := '';
     
     BEGIN RETURN (
       WITH plains AS MATERIALIZED (SELECT w.at, btrim(plain_text(w.word)) AS plain FROM unnest(words) WITH ORDINALITY AS w (word, at)), alternatives AS (
         
         SELECT p.at, a.lexeme AS alternative FROM plains AS p, LATERAL (
           SELECT count(*) > 30 OR btrim(p.plain, '0123456789') = '' AS are_many, array_agg(term) AS longer FROM (
             SELECT term FROM product_terms WHERE length(p.plain) > 1 AND term > p.plain AND term < p.plain || chr(1114111)
             ORDER BY term LIMIT 31) AS some_terms OFFSET 0) AS l, LATERAL (
           SELECT stem_query(p.plain, mark) AS lexeme
           UNION ALL SELECT lexeme_text(p.plain) || ':*' WHERE l.are_many AND length(p.plain) > 1
           UNION ALL SELECT lexeme_text(term) FROM unnest(l.longer) AS term WHERE NOT l.are_many) AS a UNION ALL SELECT place, spelling FROM product_spellings(words, mark))
       SELECT string_agg(each, ' & ' ORDER BY at)::tsquery FROM (
         SELECT at, '(' || string_agg(alternative, ' | ' ORDER BY alternative COLLATE "C") || ')' AS each FROM alternatives GROUP BY at) AS every); END $function$;

CREATE OR REPLACE FUNCTION product_query(words text[], mark text)
 RETURNS tsquery
 LANGUAGE plpgsql
 STABLE
AS $function$
     
     BEGIN RETURN (
       WITH plains AS MATERIALIZED (SELECT w.at, btrim(plain_text(w.word)) AS plain FROM unnest(words) WITH ORDINALITY AS w (word, at)), alternatives AS (
         SELECT p.at, stem_query(p.plain, mark) AS alternative FROM plains AS p UNION ALL SELECT place, spelling FROM product_spellings(words, mark))
       SELECT string_agg(each, ' & ' ORDER BY at)::tsquery FROM (
         SELECT at, '(' || string_agg(alternative, ' | ' ORDER BY alternative COLLATE "C") || ')' AS each FROM alternatives GROUP BY at) AS every); END $function$;

CREATE OR REPLACE FUNCTION product_similar(words text[])
 RETURNS tsquery
 LANGUAGE plpgsql
 STABLE
AS $function$
  BEGIN RETURN (
    WITH plains AS MATERIALIZED (SELECT w.at, btrim(plain_text(w.word)) AS plain FROM unnest(words) WITH ORDINALITY AS w (word, at)),
    longer AS MATERIALIZED (
      SELECT p.at, p.plain, l.terms,
        l.number > 30 OR NOT EXISTS (SELECT FROM product_terms AS t WHERE t.term = p.plain) AS is_prefix
      FROM plains AS p, LATERAL (
        SELECT count(*) AS number, array_agg(term) AS terms FROM (
          SELECT term FROM product_terms WHERE term > p.plain AND term < p.plain || chr(1114111) LIMIT 31) AS some_terms) AS l),
    alternatives AS (
      SELECT at, lexeme_text(lexeme) || CASE WHEN is_prefix AND length(lexeme) > 1 AND lexeme = plain THEN ':*' ELSE '' END AS alternative
        FROM longer, unnest(tsvector_to_array(words_of(plain))) AS lexeme
      UNION ALL SELECT at, lexeme_text(term) FROM longer, unnest(terms) AS term WHERE NOT is_prefix
      UNION ALL SELECT at, lexeme_text(term) FROM longer, unnest(product_like(plain)) AS term
      UNION ALL SELECT place, spelling FROM product_spellings(words, ''))
    SELECT string_agg(each, ' & ' ORDER BY at)::tsquery FROM (
      SELECT at, '(' || string_agg(alternative, ' | ' ORDER BY alternative COLLATE "C") || ')' AS each
      FROM alternatives GROUP BY at) AS every); END $function$;

CREATE OR REPLACE FUNCTION product_spellings(words text[], mark text)
 RETURNS TABLE(place bigint, spelling text)
 LANGUAGE plpgsql
 STABLE
AS $function$
     BEGIN RETURN QUERY
       WITH plains AS MATERIALIZED (SELECT w.at, btrim(plain_text(w.word)) AS plain FROM unnest(words) WITH ORDINALITY AS w (word, at))
       SELECT covered.at, '(' || stem_query(joined.term, mark) || ')'
         FROM plains AS a JOIN plains AS b ON b.at = a.at + 1 JOIN product_terms AS joined ON joined.term = a.plain || b.plain,
           unnest(ARRAY[a.at, b.at]) AS covered (at)
       UNION ALL
       SELECT p.at, '((' || stem_query(left(p.plain, border.cut), mark) || ') & (' || stem_query(substr(p.plain, border.cut + 1), mark) || '))'
         FROM plains AS p, LATERAL (
           SELECT c AS cut FROM generate_series(1, least(length(p.plain), 40) - 1) AS c
           WHERE (substr(p.plain, c, 1) ~ '[0-9]') <> (substr(p.plain, c + 1, 1) ~ '[0-9]') ORDER BY c LIMIT 4) AS border
       UNION ALL
       SELECT p.at, '((' || stem_query(left(p.plain, border.cut), mark) || ') & (' || stem_query(substr(p.plain, border.cut + 1), mark) || '))'
         FROM plains AS p, LATERAL (
           SELECT c AS cut FROM generate_series(3, least(length(p.plain), 40) - 3) AS c
           WHERE NOT EXISTS (SELECT FROM product_terms AS t WHERE t.term = p.plain) AND EXISTS (SELECT FROM product_terms AS t WHERE t.term = left(p.plain, c)) AND EXISTS (SELECT FROM product_terms AS t WHERE t.term = substr(p.plain, c + 1)) ORDER BY c LIMIT 2) AS border;
     END $function$;

CREATE OR REPLACE FUNCTION product_words(name text, category text, description text, price numeric)
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
     BEGIN RETURN row_words(name, coalesce(category, '') || ' ' || description, ARRAY['@' || category, '$' || price_band(price)]); END $function$;

CREATE OR REPLACE FUNCTION resource_like(plain text)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE
AS $function$
     DECLARE size integer := length(plain);
     BEGIN
       IF size NOT BETWEEN 4 AND 40 OR btrim(plain, '0123456789') = '' THEN RETURN ARRAY[]::text[]; END IF;
       IF EXISTS (SELECT FROM resource_terms AS t WHERE t.term = plain) THEN
         RETURN ARRAY(SELECT term FROM resource_terms WHERE term OPERATOR(public.%) plain AND abs(length(term) - length(plain)) <= 2 ORDER BY public.similarity(term, plain) DESC, term LIMIT 8);
       END IF;
       RETURN ARRAY(
         SELECT term FROM (
           SELECT term, 1 AS errors FROM resource_terms WHERE term = ANY (mistyped(plain))
           UNION ALL SELECT term, 1 FROM resource_terms WHERE term LIKE ANY (mistyped_patterns(plain))
           UNION ALL (SELECT term, 3 FROM resource_terms WHERE size >= 6 AND term OPERATOR(public.%) plain AND abs(length(term) - length(plain)) <= 2 ORDER BY public.similarity(term, plain) DESC, term LIMIT 8)
           UNION ALL SELECT term, 2 FROM (
             SELECT term FROM (
               SELECT term FROM resource_terms WHERE size >= 8 AND term OPERATOR(public.%>) plain AND abs(length(term) - size) <= 2
               UNION SELECT term FROM resource_terms
                 WHERE size BETWEEN 8 AND 10 AND term OPERATOR(public.%) ANY (mistyped(plain)) AND abs(length(term) - size) <= 2) AS nearby
             ORDER BY public.similarity(term, plain) DESC, term LIMIT 25) AS closest
             WHERE typing_distance(term, plain) <= 2
         ) AS found GROUP BY term ORDER BY min(errors), max(public.similarity(term, plain)) DESC, term LIMIT 8);
     END $function$;

CREATE OR REPLACE FUNCTION resource_prefixed(words text[])
 RETURNS tsquery
 LANGUAGE plpgsql
 STABLE
AS $function$
     DECLARE mark text := '';
     
     BEGIN RETURN (
       WITH plains AS MATERIALIZED (SELECT w.at, btrim(plain_text(w.word)) AS plain FROM unnest(words) WITH ORDINALITY AS w (word, at)), alternatives AS (
         
         SELECT p.at, a.lexeme AS alternative FROM plains AS p, LATERAL (
           SELECT count(*) > 30 OR btrim(p.plain, '0123456789') = '' AS are_many, array_agg(term) AS longer FROM (
             SELECT term FROM resource_terms WHERE length(p.plain) > 1 AND term > p.plain AND term < p.plain || chr(1114111)
             ORDER BY term LIMIT 31) AS some_terms OFFSET 0) AS l, LATERAL (
           SELECT stem_query(p.plain, mark) AS lexeme
           UNION ALL SELECT lexeme_text(p.plain) || ':*' WHERE l.are_many AND length(p.plain) > 1
           UNION ALL SELECT lexeme_text(term) FROM unnest(l.longer) AS term WHERE NOT l.are_many) AS a UNION ALL SELECT place, spelling FROM resource_spellings(words, mark))
       SELECT string_agg(each, ' & ' ORDER BY at)::tsquery FROM (
         SELECT at, '(' || string_agg(alternative, ' | ' ORDER BY alternative COLLATE "C") || ')' AS each FROM alternatives GROUP BY at) AS every); END $function$;

CREATE OR REPLACE FUNCTION resource_query(words text[], mark text)
 RETURNS tsquery
 LANGUAGE plpgsql
 STABLE
AS $function$
     
     BEGIN RETURN (
       WITH plains AS MATERIALIZED (SELECT w.at, btrim(plain_text(w.word)) AS plain FROM unnest(words) WITH ORDINALITY AS w (word, at)), alternatives AS (
         SELECT p.at, stem_query(p.plain, mark) AS alternative FROM plains AS p UNION ALL SELECT place, spelling FROM resource_spellings(words, mark))
       SELECT string_agg(each, ' & ' ORDER BY at)::tsquery FROM (
         SELECT at, '(' || string_agg(alternative, ' | ' ORDER BY alternative COLLATE "C") || ')' AS each FROM alternatives GROUP BY at) AS every); END $function$;

CREATE OR REPLACE FUNCTION resource_similar(words text[])
 RETURNS tsquery
 LANGUAGE plpgsql
 STABLE
AS $function$
  BEGIN RETURN (
    WITH plains AS MATERIALIZED (SELECT w.at, btrim(plain_text(w.word)) AS plain FROM unnest(words) WITH ORDINALITY AS w (word, at)),
    longer AS MATERIALIZED (
      SELECT p.at, p.plain, l.terms,
        l.number > 30 OR NOT EXISTS (SELECT FROM resource_terms AS t WHERE t.term = p.plain) AS is_prefix
      FROM plains AS p, LATERAL (
        SELECT count(*) AS number, array_agg(term) AS terms FROM (
          SELECT term FROM resource_terms WHERE term > p.plain AND term < p.plain || chr(1114111) LIMIT 31) AS some_terms) AS l),
    alternatives AS (
      SELECT at, lexeme_text(lexeme) || CASE WHEN is_prefix AND length(lexeme) > 1 AND lexeme = plain THEN ':*' ELSE '' END AS alternative
        FROM longer, unnest(tsvector_to_array(words_of(plain))) AS lexeme
      UNION ALL SELECT at, lexeme_text(term) FROM longer, unnest(terms) AS term WHERE NOT is_prefix
      UNION ALL SELECT at, lexeme_text(term) FROM longer, unnest(resource_like(plain)) AS term
      UNION ALL SELECT place, spelling FROM resource_spellings(words, ''))
    SELECT string_agg(each, ' & ' ORDER BY at)::tsquery FROM (
      SELECT at, '(' || string_agg(alternative, ' | ' ORDER BY alternative COLLATE "C") || ')' AS each
      FROM alternatives GROUP BY at) AS every); END $function$;

CREATE OR REPLACE FUNCTION resource_spellings(words text[], mark text)
 RETURNS TABLE(place bigint, spelling text)
 LANGUAGE plpgsql
 STABLE
AS $function$
     BEGIN RETURN QUERY
       WITH plains AS MATERIALIZED (SELECT w.at, btrim(plain_text(w.word)) AS plain FROM unnest(words) WITH ORDINALITY AS w (word, at))
       SELECT covered.at, '(' || stem_query(joined.term, mark) || ')'
         FROM plains AS a JOIN plains AS b ON b.at = a.at + 1 JOIN resource_terms AS joined ON joined.term = a.plain || b.plain,
           unnest(ARRAY[a.at, b.at]) AS covered (at)
       UNION ALL
       SELECT p.at, '((' || stem_query(left(p.plain, border.cut), mark) || ') & (' || stem_query(substr(p.plain, border.cut + 1), mark) || '))'
         FROM plains AS p, LATERAL (
           SELECT c AS cut FROM generate_series(1, least(length(p.plain), 40) - 1) AS c
           WHERE (substr(p.plain, c, 1) ~ '[0-9]') <> (substr(p.plain, c + 1, 1) ~ '[0-9]') ORDER BY c LIMIT 4) AS border
       UNION ALL
       SELECT p.at, '((' || stem_query(left(p.plain, border.cut), mark) || ') & (' || stem_query(substr(p.plain, border.cut + 1), mark) || '))'
         FROM plains AS p, LATERAL (
           SELECT c AS cut FROM generate_series(3, least(length(p.plain), 40) - 3) AS c
           WHERE NOT EXISTS (SELECT FROM resource_terms AS t WHERE t.term = p.plain) AND EXISTS (SELECT FROM resource_terms AS t WHERE t.term = left(p.plain, c)) AND EXISTS (SELECT FROM resource_terms AS t WHERE t.term = substr(p.plain, c + 1)) ORDER BY c LIMIT 2) AS border;
     END $function$;

CREATE OR REPLACE FUNCTION resource_words(title text, tags text[], description text, category text)
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
     BEGIN RETURN row_words(title, array_to_string(tags, ' ') || ' ' || description, ARRAY['@' || category]); END $function$;

CREATE OR REPLACE FUNCTION row_words(name text, body text, marks text[])
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
     DECLARE named tsvector := words_of(plain_text(name));
     DECLARE every tsvector := words_of(plain_text(body)) || named;
     BEGIN
       IF name ~ '[-/.&'']' THEN
         every := every || words_of(plain_text(regexp_replace(name, '(\w)[-/.&''](\w)', '\1\2', 'g')));
       END IF;
       RETURN every || array_to_tsvector(ARRAY(SELECT '=' || lexeme FROM unnest(tsvector_to_array(named)) AS lexeme)
         || array_remove(marks, NULL));
     END $function$;

CREATE OR REPLACE FUNCTION search_query(words text[], mark text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT string_agg(alternatives, ' & ')::tsquery FROM (
      SELECT '(' || string_agg(lexeme_text(mark || lexeme), ' | ') || ')' AS alternatives
      FROM unnest(words) WITH ORDINALITY AS w (word, at), LATERAL (SELECT btrim(plain_text(word)) AS plain OFFSET 0) AS p,
  LATERAL (SELECT to_tsvector('pg_french', plain) || to_tsvector('pg_english', plain) AS stems OFFSET 0) AS s, unnest(tsvector_to_array(CASE WHEN length(stems) > 0 THEN stems ELSE to_tsvector('pg_simple', plain) END)) AS lexeme
      GROUP BY at) AS each $function$;

CREATE OR REPLACE FUNCTION stem_query(plain text, mark text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
     BEGIN RETURN (SELECT string_agg(lexeme_text(mark || stem), ' | ' ORDER BY stem) FROM unnest(stems_of(plain)) AS stem); END $function$;

CREATE OR REPLACE FUNCTION stems_of(plain text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
     DECLARE stems tsvector := to_tsvector('pg_french', plain) || to_tsvector('pg_english', plain);
     BEGIN
       IF length(stems) = 0 THEN stems := to_tsvector('pg_simple', plain); END IF;
       RETURN tsvector_to_array(stems);
     END $function$;

CREATE OR REPLACE FUNCTION tag_keys(tags text[])
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ SELECT coalesce(array_agg(lower(public.unaccent('public.unaccent'::regdictionary, normalize(tag, NFC)))), '{}')
            FROM unnest(tags) AS tag $function$;

CREATE OR REPLACE FUNCTION typing_distance(one text, other text)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
     DECLARE
       a text[] := string_to_array(one, NULL);
       b text[] := string_to_array(other, NULL);
       row_before integer[];
       row_above integer[] := ARRAY(SELECT generate_series(0, length(other)));
       row_here integer[];
       least_edits integer;
     BEGIN
       FOR i IN 1..length(one) LOOP
         row_here := ARRAY[i];
         FOR j IN 1..length(other) LOOP
           least_edits := least(row_above[j + 1] + 1, row_here[j] + 1, row_above[j] + (a[i] <> b[j])::integer);
           IF i > 1 AND j > 1 AND a[i] = b[j - 1] AND a[i - 1] = b[j] THEN
             least_edits := least(least_edits, row_before[j - 1] + 1);
           END IF;
           row_here[j + 1] := least_edits;
         END LOOP;
         row_before := row_above;
         row_above := row_here;
       END LOOP;
       RETURN row_above[length(other) + 1];
     END $function$;

CREATE OR REPLACE FUNCTION words_of(plain text)
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
     BEGIN RETURN strip(to_tsvector('pg_french', plain) || to_tsvector('pg_english', plain)
       || to_tsvector('pg_simple', plain)); END $function$;

-- triggers

CREATE TRIGGER products_prices_inserted AFTER INSERT ON products FOR EACH ROW WHEN ((new.prices IS NOT NULL)) EXECUTE FUNCTION keep_product_prices();

CREATE TRIGGER products_prices_updated AFTER UPDATE OF prices ON products FOR EACH ROW WHEN ((old.prices IS DISTINCT FROM new.prices)) EXECUTE FUNCTION keep_product_prices();

CREATE TRIGGER products_terms_inserted AFTER INSERT ON products REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_product_terms();

CREATE TRIGGER products_terms_updated AFTER UPDATE OF name, category, description, price ON products FOR EACH ROW EXECUTE FUNCTION keep_product_terms_of_row();

CREATE TRIGGER products_words BEFORE INSERT OR UPDATE OF name, category, description, price, stock ON products FOR EACH ROW EXECUTE FUNCTION index_product();

CREATE TRIGGER resources_terms_inserted AFTER INSERT ON resources REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_resource_terms();

CREATE TRIGGER resources_terms_updated AFTER UPDATE OF title, tags, description, category ON resources FOR EACH ROW EXECUTE FUNCTION keep_resource_terms_of_row();

CREATE TRIGGER resources_words BEFORE INSERT OR UPDATE OF title, tags, description, category ON resources FOR EACH ROW EXECUTE FUNCTION index_resource();
