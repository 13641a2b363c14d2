import pg from 'pg';

const BATCH = 10_000;
const AT_ONCE = 2;

const INSTRUMENTS =
  'guitare violon épinette piano flûte hautbois trompette tambour harpe accordéon clarinette basse cithare oud luth mandoline banjo orgue vielle cornemuse djembé balafon kora sitar tabla drum keyboard synthesizer microphone amplifier pedal string reed bow cymbal snare xylophone marimba ukulele harmonica';
const ADJECTIVES =
  'rouge bleue noire ancienne neuve acoustique électrique légère solide rare vintage bright warm dark heavy compact wireless digital handmade classic';
const BRANDS = 'Brandel Kovács Moreau Larsen Okafor Tanaka Silva Novak Byrne Haddad Petit Weber Rossi Lindqvist Dupont';
const CATEGORIES =
  'cordes claviers vents percussions studio accessoires scène lutherie partitions étuis câbles micros amplis pédales occasions';
const SENTENCES = [
  'Un son chaud et précis, pour la scène comme pour le studio.',
  'Fabriquée à la main dans un petit atelier des Vosges.',
  'A reliable companion for long journeys and short nights.',
  'Bois massif, vernis à l’ancienne, livrée avec son étui.',
  'Restored by a luthier, with new strings and a fresh setup.',
  'Convient aux débutants et aux professionnels exigeants.',
];

/**
 * A million products and 200,000 resources, with words of two languages, skewed categories and prices of all sizes.
 * Straight into the tables, on two connections; a smaller number of products brings a fifth as many resources.
 *
 * @param {string} databaseUrl the owner's @param {number} count of products @param {(text: string) => void} say
 */
export async function makeMillion(databaseUrl, count, say) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: AT_ONCE, options: '-c search_path=catalog,public' });
  const started = Date.now();
  try {
    await fill(pool, count, PRODUCTS, 'products', say);
    await fill(pool, Math.round(count / 5), RESOURCES, 'resources', say);
    await pool.query('ANALYZE products, resources, product_terms, resource_terms');
    say(`${count} products and ${Math.round(count / 5)} resources in ${((Date.now() - started) / 1_000).toFixed(0)} s`);
  } finally {
    await pool.end();
  }
}

/** @param {pg.Pool} pool @param {number} count @param {string} sql @param {string} what @param {(text: string) => void} say */
async function fill(pool, count, sql, what, say) {
  let next = 1;
  const lane = async () => {
    for (let from = next; from <= count; from = next) {
      next = from + BATCH;
      await pool.query(sql, [from, Math.min(from + BATCH - 1, count), ...WORDS]);
      if ((next - 1) % (10 * BATCH) === 0) say(`${next - 1} of ${count} ${what}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

const WORDS = [INSTRUMENTS, ADJECTIVES, BRANDS, CATEGORIES].map((words) => words.split(' ')).concat([SENTENCES]);

/** One of an array, the first ones more often; `hash` makes it look random and the same in every run. */
const one = (/** @type {string} */ array, /** @type {number} */ salt) =>
  `(${array})[1 + floor(power((hashint4(i * 31 + ${salt})::bigint & 65535) / 65536::float8, 1.5) * array_length(${array}, 1))::int]`;

const PRODUCTS = `
  INSERT INTO products (name, description, price, stock, category, owner_id, created_at, updated_at)
  SELECT initcap(${one('$3::text[]', 1)}) || ' ' || ${one('$4::text[]', 2)} || ' ' || ${one('$5::text[]', 3)} || CASE WHEN i % 4 = 0 THEN ' ' || i ELSE '' END,
    ${one('$7::text[]', 4)} || ' ' || ${one('$7::text[]', 5)}, round((exp((hashint4(i)::bigint & 65535) / 65536::float8 * 8) + 0.99)::numeric, 2), i % 100,
    ${one('$6::text[]', 6)}, 1 + (i::bigint * 7919 % 5000), made, made
  FROM generate_series($1::int, $2::int) i, LATERAL (SELECT now() - i * interval '20 seconds' AS made) AS t`;

const RESOURCES = `
  INSERT INTO resources (title, description, category, tags, is_public, uploader_id, object_id, filename, type, size, downloads, created_at)
  SELECT initcap(${one('$3::text[]', 1)}) || ' ' || ${one('$4::text[]', 2)} || ' ' || i, ${one('$7::text[]', 4)},
    (ARRAY['sample', 'preset', 'template', 'document', 'other'])[1 + i % 5], ARRAY[${one('$4::text[]', 7)}, ${one('$6::text[]', 8)}, lower(${one('$5::text[]', 9)})],
    i % 20 > 0, 1 + (i::bigint * 7919 % 5000), gen_random_uuid(), 'sample-' || i || '.wav', 'audio/wav', 1000 + i % 100000, i % 977,
    now() - i * interval '1 minute'
  FROM generate_series($1::int, $2::int) i`;
