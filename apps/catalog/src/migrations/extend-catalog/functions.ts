const IMMUTABLE = 'LANGUAGE sql IMMUTABLE PARALLEL SAFE';
const COMPILED = 'LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE';

/** The stems of a word, which each row with the word has; a word without stems itself. */
const FORMS = `CASE WHEN length(stems) > 0 THEN stems ELSE to_tsvector('pg_catalog.simple', plain) END`;

/** Each word, its plain text and its stems. */
const EACH = `unnest(words) WITH ORDINALITY AS w (word, at), LATERAL (SELECT btrim(plain_text(word)) AS plain OFFSET 0) AS p,
  LATERAL (SELECT to_tsvector('pg_catalog.french', plain) || to_tsvector('pg_catalog.english', plain) AS stems OFFSET 0) AS s`;

/** The same, or up to eight terms that are like them. */
const similar = (name: string, terms: string) => `
  CREATE OR REPLACE FUNCTION ${name}(words text[]) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
     BEGIN RETURN (SELECT string_agg(alternatives, ' & ')::tsquery FROM (
       SELECT '(' || string_agg(alternative, ' | ') || ')' AS alternatives
       FROM unnest(words) WITH ORDINALITY AS w (word, at), btrim(plain_text(word)) AS plain, LATERAL (
         SELECT lexeme_text(lexeme) || CASE WHEN length(lexeme) > 1 AND lexeme = plain THEN ':*' ELSE '' END AS alternative
         FROM unnest(tsvector_to_array(words_of(plain))) AS lexeme
         UNION ALL
         (SELECT lexeme_text(term) FROM ${terms}
          WHERE length(plain) >= 4 AND term OPERATOR(public.%) plain AND abs(length(term) - length(plain)) <= 2
          ORDER BY public.similarity(term, plain) DESC, term LIMIT 8)
       ) AS found GROUP BY at) AS each); END $$`;

/** More longer words than these are a prefix for GIN; numbers are no terms, hence always one. */
const MOST_LONGER = 30;

/** The same, or longer words that begin with them. */
const prefixed = (name: string, terms: string) => `
  CREATE OR REPLACE FUNCTION ${name}(words text[]) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
  BEGIN RETURN (SELECT string_agg(alternatives, ' & ')::tsquery FROM (
    SELECT '(' || string_agg(alternative, ' | ') || ')' AS alternatives
    FROM ${EACH}, LATERAL (
      SELECT count(*) > ${MOST_LONGER} OR btrim(plain, '0123456789') = '' AS are_many, array_agg(term) AS longer FROM (
        SELECT term FROM ${terms} WHERE length(plain) > 1 AND term > plain AND term < plain || chr(1114111)
        ORDER BY term LIMIT ${MOST_LONGER + 1}) AS some_terms OFFSET 0) AS l, LATERAL (
      SELECT lexeme_text(lexeme) AS alternative FROM unnest(tsvector_to_array(${FORMS})) AS lexeme
      UNION ALL SELECT lexeme_text(plain) || ':*' WHERE are_many AND length(plain) > 1
      UNION ALL SELECT lexeme_text(term) FROM unnest(longer) AS term WHERE NOT are_many) AS a
    GROUP BY at) AS each); END $$`;

/** What the search of products and of resources calls. */
export const FUNCTIONS = [
  // Lower case without accents and punctuation. "c++" and "c#" are words. In plpgsql, which keeps its plans, as the
  // functions below: a row costs a fifth of what it does in SQL.
  `CREATE OR REPLACE FUNCTION plain_text(value text) RETURNS text ${COMPILED} AS $$
     DECLARE plain text := replace(lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFKC))), '++', 'plusplus');
     BEGIN
       IF strpos(plain, '#') > 0 THEN plain := regexp_replace(plain, '(\\w)#', '\\1sharp', 'g'); END IF;
       RETURN translate(plain, '!"#$%&''()*+,-./:;<=>?@[\\]^_\`{|}~', repeat(' ', 32));
     END $$`,
  `CREATE OR REPLACE FUNCTION words_of(plain text) RETURNS tsvector ${COMPILED} AS $$
     BEGIN RETURN strip(to_tsvector('pg_catalog.french', plain) || to_tsvector('pg_catalog.english', plain)
       || to_tsvector('pg_catalog.simple', plain)); END $$`,
  `CREATE OR REPLACE FUNCTION price_band(price numeric) RETURNS integer ${IMMUTABLE} AS $$
     SELECT floor(ln(price::float8 + 1) * 4)::integer $$`,
  // Lexemes with a mark: = of the name, @ a category, $ a price band. Words never begin with one of them.
  `CREATE OR REPLACE FUNCTION row_words(name text, body text, marks text[]) RETURNS tsvector ${COMPILED} AS $$
     DECLARE named tsvector := words_of(plain_text(name));
     DECLARE every tsvector := words_of(plain_text(body)) || named;
     BEGIN
       IF name ~ '[-/.&'']' THEN
         every := every || words_of(plain_text(regexp_replace(name, '(\\w)[-/.&''](\\w)', '\\1\\2', 'g')));
       END IF;
       RETURN every || array_to_tsvector(ARRAY(SELECT '=' || lexeme FROM unnest(tsvector_to_array(named)) AS lexeme)
         || array_remove(marks, NULL));
     END $$`,
  `CREATE OR REPLACE FUNCTION product_words(name text, category text, description text, price numeric) RETURNS tsvector ${COMPILED} AS $$
     BEGIN RETURN row_words(name, coalesce(category, '') || ' ' || description, ARRAY['@' || category, '$' || price_band(price)]); END $$`,
  `CREATE OR REPLACE FUNCTION resource_words(title text, tags text[], description text, category text) RETURNS tsvector ${COMPILED} AS $$
     BEGIN RETURN row_words(title, array_to_string(tags, ' ') || ' ' || description, ARRAY['@' || category]); END $$`,
  // Tags by folded form. As fold(), with qualified names only: Postgres computes an index without the search path of the service.
  `CREATE OR REPLACE FUNCTION tag_keys(tags text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT coalesce(array_agg(lower(public.unaccent('public.unaccent'::regdictionary, normalize(tag, NFC)))), '{}')
            FROM unnest(tags) AS tag $$`,
  // The words of a text that a typing error may have in mind: three letters or more, not a number.
  `CREATE OR REPLACE FUNCTION plain_words(value text) RETURNS text[] ${COMPILED} AS $$
     BEGIN RETURN ARRAY(SELECT word FROM unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', plain_text(value)))) AS word
       WHERE length(word) BETWEEN 3 AND 40 AND btrim(word, '0123456789') <> ''); END $$`,
  `CREATE OR REPLACE FUNCTION lexeme_text(lexeme text) RETURNS text ${IMMUTABLE} AS $$
     SELECT '''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''' $$`,
  `CREATE OR REPLACE FUNCTION any_lexeme(lexemes text[]) RETURNS tsquery ${IMMUTABLE} AS $$
     SELECT string_agg(lexeme_text(lexeme), ' | ')::tsquery FROM unnest(lexemes) AS lexeme $$`,
  // All of the words, each in one of its forms.
  `CREATE OR REPLACE FUNCTION search_query(words text[], mark text) RETURNS tsquery ${IMMUTABLE} AS $$
    SELECT string_agg(alternatives, ' & ')::tsquery FROM (
      SELECT '(' || string_agg(lexeme_text(mark || lexeme), ' | ') || ')' AS alternatives
      FROM ${EACH}, unnest(tsvector_to_array(${FORMS})) AS lexeme
      GROUP BY at) AS each $$`,
  // No longer called; a later version may drop it.
  `CREATE OR REPLACE FUNCTION prefix_query(words text[]) RETURNS tsquery ${IMMUTABLE} AS $$
     SELECT string_agg(alternatives, ' & ')::tsquery FROM (
       SELECT '(' || string_agg(lexeme_text(lexeme) || CASE WHEN length(lexeme) > 1 AND lexeme = plain THEN ':*' ELSE '' END, ' | ') || ')'
         AS alternatives
       FROM unnest(words) WITH ORDINALITY AS w (word, at), btrim(plain_text(word)) AS plain,
         unnest(tsvector_to_array(words_of(plain))) AS lexeme
       GROUP BY at) AS each $$`,
  similar('product_similar', 'product_terms'),
  similar('resource_similar', 'resource_terms'),
  prefixed('product_prefixed', 'product_terms'),
  prefixed('resource_prefixed', 'resource_terms'),
];
