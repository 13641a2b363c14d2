/** The statements of "tools/demo million". Words of a row are those of its parts: no part has a compound across its border. */

const list = (/** @type {string} */ words) => words.split(' ');

export const WORDS = {
  instrument: list(
    'guitare violon épinette piano flûte hautbois trompette tambour harpe accordéon clarinette basse cithare oud luth mandoline banjo orgue vielle cornemuse djembé balafon kora sitar tabla drum keyboard synthesizer microphone amplifier pedal string reed bow cymbal snare xylophone marimba ukulele harmonica',
  ),
  adjective: list(
    'rouge bleue noire ancienne neuve acoustique électrique légère solide rare vintage bright warm dark heavy compact wireless digital handmade classic',
  ),
  brand: list('Brandel Kovács Moreau Larsen Okafor Tanaka Silva Novak Byrne Haddad Petit Weber Rossi Lindqvist Dupont'),
  category: list(
    'cordes claviers vents percussions studio accessoires scène lutherie partitions étuis câbles micros amplis pédales occasions',
  ),
  sentence: [
    'Un son chaud et précis, pour la scène comme pour le studio.',
    'Fabriquée à la main dans un petit atelier des Vosges.',
    'A reliable companion for long journeys and short nights.',
    'Bois massif, vernis à l’ancienne, livrée avec son étui.',
    'Restored by a luthier, with new strings and a fresh setup.',
    'Convient aux débutants et aux professionnels exigeants.',
  ],
};

/** Each text with its lexemes, and with those that mark the words of a name. */
export const VOCABULARY = `
  CREATE TEMPORARY TABLE vocabulary AS
  SELECT kind, at::integer, word, words, array_to_tsvector(ARRAY(SELECT '=' || lexeme FROM unnest(tsvector_to_array(words)) AS lexeme)) AS named
  FROM unnest($1::text[], $2::jsonb[]) AS kinds (kind, list), jsonb_array_elements_text(list) WITH ORDINALITY AS each (word, at),
    LATERAL (SELECT words_of(plain_text(word)) AS words OFFSET 0) AS lexemes`;

/**
 * Joins one text of a kind, the first ones more often; `salt` makes it look random and the same in every run.
 *
 * @param {string} name @param {keyof typeof WORDS} kind @param {number} salt
 */
const one = (name, kind, salt) =>
  `JOIN vocabulary ${name} ON ${name}.kind = '${kind}' AND ${name}.at =
     1 + floor(power((hashint4(i * 31 + ${salt})::bigint & 65535) / 65536::float8, 1.5) * ${WORDS[kind].length})::int`;

const lexeme = (/** @type {string} */ text) => `array_to_tsvector(ARRAY[${text}])`;

export const PRODUCTS = `
  INSERT INTO products (name, description, price, stock, in_stock, category, owner_id, created_at, updated_at, words)
  SELECT initcap(a.word) || ' ' || b.word || ' ' || c.word || CASE WHEN numbered THEN ' ' || i ELSE '' END,
    d.word || ' ' || e.word, price, i % 100, i % 100 > 0, f.word, 1 + (i::bigint * 7919 % 5000), made, made,
    a.words || b.words || c.words || d.words || e.words || f.words || a.named || b.named || c.named
      || CASE WHEN numbered THEN array_to_tsvector(ARRAY[i::text, '=' || i]) ELSE '' END || ${lexeme(`'@' || f.word`)}
      || ${lexeme(`'$' || price_band(price)`)} || ${lexeme(`CASE WHEN i % 100 > 0 THEN '+' ELSE '-' END`)}
  FROM generate_series($1::int, $2::int) i
    ${one('a', 'instrument', 1)} ${one('b', 'adjective', 2)} ${one('c', 'brand', 3)}
    ${one('d', 'sentence', 4)} ${one('e', 'sentence', 5)} ${one('f', 'category', 6)},
    LATERAL (SELECT i % 4 = 0 AS numbered, now() - i * interval '20 seconds' AS made,
      round((exp((hashint4(i)::bigint & 65535) / 65536::float8 * 8) + 0.99)::numeric, 2) AS price) AS t
  ORDER BY i`;

/** A tenth of the resources has votes, one to seven. */
const vote = (/** @type {string} */ downloads) => `1 + (${downloads} + vote) % 5`;

export const RESOURCES = `
  WITH made AS (
    INSERT INTO resources (title, description, category, tags, is_public, uploader_id, object_id, filename, type, size, downloads,
      created_at, rating_sum, ratings_count, tag_keys, words)
    SELECT initcap(a.word) || ' ' || b.word || ' ' || i, d.word, type, tags, i % 20 > 0, 1 + (i::bigint * 7919 % 5000),
      gen_random_uuid(), 'sample-' || i || '.wav', 'audio/wav', 1000 + i % 100000, i % 977, now() - i * interval '1 minute',
      (SELECT coalesce(sum(${vote('i % 977')}), 0) FROM generate_series(1, votes) AS vote), votes, tag_keys(tags),
      a.words || b.words || d.words || e.words || f.words || g.words || a.named || b.named
        || array_to_tsvector(ARRAY[i::text, '=' || i]) || ${lexeme(`'@' || type`)}
    FROM generate_series($1::int, $2::int) i
      ${one('a', 'instrument', 1)} ${one('b', 'adjective', 2)} ${one('d', 'sentence', 4)}
      ${one('e', 'adjective', 7)} ${one('f', 'category', 8)} ${one('g', 'brand', 9)},
      LATERAL (SELECT CASE WHEN i % 10 = 0 THEN 1 + i / 10 % 7 ELSE 0 END AS votes, ARRAY[e.word, f.word, lower(g.word)] AS tags,
        (ARRAY['sample', 'preset', 'template', 'document', 'other'])[1 + i % 5] AS type) AS t
    ORDER BY i
    RETURNING id, uploader_id, downloads, ratings_count)
  INSERT INTO resource_ratings (resource_id, user_id, rating)
  SELECT id, 1 + (uploader_id + vote * 13) % 5000, ${vote('downloads')} FROM made, generate_series(1, ratings_count) AS vote`;

/** The words that a typing error is compared with, and statistics. */
export const AFTER = [
  `INSERT INTO product_terms SELECT DISTINCT unnest(plain_words(word)) FROM unnest($1::text[]) AS word ON CONFLICT DO NOTHING`,
  `INSERT INTO resource_terms SELECT DISTINCT unnest(plain_words(word)) FROM unnest($1::text[]) AS word ON CONFLICT DO NOTHING`,
  'ANALYZE products, resources, resource_ratings, product_terms, resource_terms',
];

/** No row each, or the rows are not as the triggers of the tables write them. */
export const CHECKS = {
  'a count of votes': `
    SELECT id FROM resources LEFT JOIN (
      SELECT resource_id, sum(rating) AS sum, count(*) AS count FROM resource_ratings GROUP BY resource_id) AS kept ON resource_id = id
    WHERE (rating_sum, ratings_count) IS DISTINCT FROM (coalesce(sum, 0), coalesce(count, 0)) LIMIT 1`,
  'the mark of products in stock': 'SELECT id FROM products WHERE in_stock <> (stock > 0) LIMIT 1',
  'the words of a product': `
    SELECT id FROM (SELECT * FROM products ORDER BY id DESC LIMIT 5000) AS newest
    WHERE words IS DISTINCT FROM product_words(name, category, description, price)
      || ${lexeme(`CASE WHEN in_stock THEN '+' ELSE '-' END`)} LIMIT 1`,
  'the words or tags of a resource': `
    SELECT id FROM (SELECT * FROM resources ORDER BY id DESC LIMIT 5000) AS newest
    WHERE words IS DISTINCT FROM resource_words(title, tags, description, category) OR tag_keys IS DISTINCT FROM tag_keys(tags) LIMIT 1`,
  'a word of a product without its term': `
    SELECT word FROM (SELECT * FROM products ORDER BY id DESC LIMIT 5000) AS newest, unnest(plain_words(name || ' ' || description)) AS word
    WHERE NOT EXISTS (SELECT FROM product_terms WHERE term = word) LIMIT 1`,
};
