import pg from 'pg';

/** Of each person. */
const [FOLLOWS, TRACKS, LIKES, PLAYS, ENTRIES] = [100, 10, 20, 20, 20];
/** On the first track; the others have one for every second track. */
const COMMENTS = 1_000;
const BATCH = 10_000;

/**
 * So many people, each with a hundred follows, ten tracks, likes, plays, comments and a playlist, straight into the tables and
 * beside what is there. Their accounts have no password and their tracks no sound: they are for measuring.
 *
 * @param {string} databaseUrl the owner's @param {number} people @param {(text: string) => void} say
 */
export async function makeLargeCommunity(databaseUrl, people, say) {
  const started = Date.now();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Without the right to skip the triggers, they count what the last statements count again.
    await client.query('SET session_replication_role = replica').catch(() => undefined);
    const { rows } = await client.query(
      `SELECT (SELECT coalesce(max(id), 0) FROM identity.users)::int AS user, (SELECT coalesce(max(id), 0) FROM media.tracks)::int AS track`,
    );
    const last = rows[0];
    for (const [what, sql] of Object.entries(each(last, people))) {
      for (let from = 1; from <= people; from += BATCH) await client.query(sql, [from, Math.min(from + BATCH - 1, people)]);
      say(`${what} of ${people} people`);
    }
    for (const sql of once(last, people)) await client.query(sql);
    say(`${people} people in ${((Date.now() - started) / 1_000).toFixed(0)} s`);
  } finally {
    await client.end();
  }
}

/**
 * Statements for the people $1 to $2, counted from 1.
 *
 * @param {{ user: number, track: number }} last ids before @param {number} people @returns {Record<string, string>}
 */
function each(last, people) {
  const tracks = people * TRACKS;
  const steps = (/** @type {number} */ count) => `FROM generate_series($1::int, $2::int) p, generate_series(1, ${count}) step`;
  const person = `${last.user} + p`;
  const other = (/** @type {string} */ n) => `${last.user} + 1 + (${n}) % ${people}`;
  const track = (/** @type {string} */ n) => `${last.track} + 1 + ((${n})::bigint % ${tracks})::int`;
  return {
    accounts: `INSERT INTO identity.users (username, email, password_hash, email_verified)
      OVERRIDING USER VALUE SELECT 'person' || ${person}, 'person' || ${person} || '@demo.example', '', true
      FROM generate_series($1::int, $2::int) p`,
    people: `INSERT INTO community.people (id) SELECT ${person} FROM generate_series($1::int, $2::int) p ON CONFLICT DO NOTHING`,
    tracks: `INSERT INTO media.tracks (title, artist, filename, is_public, uploader_id, source_id, rendition_id, status, progress, duration_seconds, created_at)
      SELECT 'Track ' || p || '.' || step, 'Person ' || p, 'la.wav', true, ${person}, gen_random_uuid(), gen_random_uuid(), 'ready', 100, 180,
        now() - make_interval(secs => ${tracks} - (p - 1) * ${TRACKS} - step) ${steps(TRACKS)}`,
    follows: `INSERT INTO community.follows (follower_id, followed_id)
      SELECT ${person}, ${other('p + step * 7')} ${steps(Math.min(FOLLOWS, people - 1))}
      WHERE ${person} <> ${other('p + step * 7')} ON CONFLICT DO NOTHING`,
    likes: `INSERT INTO community.likes (person_id, track_id)
      SELECT ${person}, ${track('p * 13 + step * 101')} ${steps(LIKES)} ON CONFLICT DO NOTHING`,
    plays: `INSERT INTO media.track_plays (track_id, user_id, day, plays, last_at)
      SELECT ${track('p * 17 + step * 11')}, ${person}, current_date, 1, now() - make_interval(secs => step) ${steps(PLAYS)} ON CONFLICT DO NOTHING`,
    comments: `INSERT INTO community.comments (track_id, second, author_id, text)
      SELECT ${track('p * 19 + step * 103')}, p % 180, ${person}, 'A plain comment.' ${steps(TRACKS / 2)}`,
    playlists: `WITH made AS (
        INSERT INTO community.playlists (owner_id, title, visibility, track_count)
        SELECT ${person}, 'Playlist ' || p, 'public', ${ENTRIES} FROM generate_series($1::int, $2::int) p RETURNING id, owner_id - ${last.user} AS p)
      INSERT INTO community.playlist_tracks (playlist_id, track_id, key, added_by)
      SELECT id, ${track('p * 23 + step')}, substr('123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', step, 1), ${person}
      FROM made, generate_series(1, ${Math.min(ENTRIES, tracks)}) step`,
  };
}

/** Statements after those. @param {{ user: number, track: number }} last @param {number} people */
function once(last, people) {
  const counted = (/** @type {string} */ column, /** @type {string} */ by) =>
    `UPDATE community.people p SET ${column} = f.count FROM (SELECT ${by}, count(*) FROM community.follows GROUP BY 1) f
     WHERE f.${by} = p.id AND p.id > ${last.user}`;
  return [
    `INSERT INTO community.comments (track_id, second, author_id, text)
     SELECT ${last.track + 1}, n % 180, ${last.user} + 1 + n % ${people}, 'A plain comment.' FROM generate_series(1, ${COMMENTS}) n`,
    counted('following', 'follower_id'),
    counted('followers', 'followed_id'),
    `INSERT INTO community.liked_tracks (track_id, likes)
     SELECT track_id, count(*) FROM community.likes WHERE track_id > ${last.track} GROUP BY track_id`,
    `INSERT INTO community.publications (kind, thing_id, person_id, published_at, position)
     SELECT 'track', id, uploader_id, created_at, (extract(epoch FROM created_at) * 1000000)::bigint FROM media.tracks
     WHERE id > ${last.track} ORDER BY id`,
    `UPDATE community.publications p SET is_front = true FROM (
       SELECT id, row_number() OVER (PARTITION BY person_id ORDER BY position DESC) AS n FROM community.publications WHERE person_id > ${last.user}) AS placed
     WHERE placed.id = p.id AND placed.n <= 3`,
    `UPDATE community.publication_clock SET position = greatest(position, (SELECT max(position) FROM community.publications))`,
    `VACUUM ANALYZE identity.users, media.tracks, media.track_plays, community.publications, community.people, community.follows,
       community.likes, community.liked_tracks, community.comments, community.playlists, community.playlist_tracks`,
  ];
}
