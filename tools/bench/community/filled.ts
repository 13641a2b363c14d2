/** What a community of this size has. */
export interface CommunitySize {
  readonly people: number;
  /** Of each person. */
  readonly follows: number;
  readonly tracks: number;
}

/** Likes of each person. */
const LIKES = 20;
/** Followers of one who publishes; of the other one everybody is. */
export const FEW = 10;
/** The first accounts of an installation, in the order in which they sign up after its administrator. */
export const [READER, QUIET, STAR, OTHERS] = [2, 3, 4, 5];

/**
 * Statements that fill an installation with these accounts, without triggers and foreign keys. Each person follows those
 * behind it, and each of the others owns its share of the tracks. Two publishers have tracks that are ready, and private.
 */
export function filled({ people, follows, tracks }: CommunitySize, unpublished: number): string[] {
  const others = people - OTHERS + 1;
  return [
    `SET session_replication_role = replica`,
    `INSERT INTO identity.users (username, email, password_hash, email_verified)
     SELECT 'person' || n, 'person' || n || '@bench.example', '', true FROM generate_series(${OTHERS}, ${people}) n`,
    `INSERT INTO media.tracks (title, artist, filename, is_public, uploader_id, source_id, rendition_id, status, progress, duration_seconds, created_at)
     SELECT 'Track ' || n, 'Ada', 'la.wav', true, ${OTHERS} + n % ${others}, gen_random_uuid(), gen_random_uuid(), 'ready', 100, 180,
       now() - make_interval(secs => ${tracks} - n)
     FROM generate_series(1, ${tracks}) n`,
    `INSERT INTO community.publications (kind, thing_id, person_id, published_at, position)
     SELECT 'track', id, uploader_id, created_at, (extract(epoch FROM created_at) * 1000000)::bigint FROM media.tracks ORDER BY id`,
    `UPDATE community.publications p SET is_front = true FROM (
       SELECT id, row_number() OVER (PARTITION BY person_id ORDER BY position DESC) AS n FROM community.publications) AS placed
     WHERE placed.id = p.id AND placed.n <= 3`,
    `UPDATE community.publication_clock SET position = (SELECT max(position) FROM community.publications)`,
    ...[QUIET, STAR].map(
      (
        owner,
      ) => `INSERT INTO media.tracks (title, artist, filename, is_public, uploader_id, source_id, rendition_id, status, progress, duration_seconds)
       SELECT 'New', 'Ada', 'la.wav', false, ${owner}, gen_random_uuid(), gen_random_uuid(), 'ready', 100, 180 FROM generate_series(1, ${unpublished})`,
    ),
    `INSERT INTO community.people (id) SELECT n FROM generate_series(1, ${people}) n`,
    `INSERT INTO community.follows (follower_id, followed_id)
     SELECT p, ${OTHERS} + (p + step * 7) % ${others} FROM generate_series(1, ${people}) p, generate_series(1, ${Math.min(follows, others - 1)}) step
     WHERE p <> ${OTHERS} + (p + step * 7) % ${others} ON CONFLICT DO NOTHING`,
    `INSERT INTO community.follows (follower_id, followed_id) SELECT n, ${QUIET} FROM generate_series(${OTHERS}, ${OTHERS + FEW - 2}) n UNION ALL SELECT ${READER}, ${QUIET}`,
    `INSERT INTO community.follows (follower_id, followed_id) SELECT n, ${STAR} FROM generate_series(${OTHERS}, ${people}) n UNION ALL SELECT ${READER}, ${STAR}`,
    `UPDATE community.people p SET following = f.count FROM (SELECT follower_id, count(*) FROM community.follows GROUP BY 1) f WHERE f.follower_id = p.id`,
    `UPDATE community.people p SET followers = f.count FROM (SELECT followed_id, count(*) FROM community.follows GROUP BY 1) f WHERE f.followed_id = p.id`,
    `INSERT INTO community.likes (person_id, track_id)
     SELECT p, 1 + (p * 13 + step * 101) % ${tracks} FROM generate_series(1, ${people}) p, generate_series(1, ${LIKES}) step ON CONFLICT DO NOTHING`,
    `INSERT INTO community.liked_tracks (track_id, likes) SELECT track_id, count(*) FROM community.likes GROUP BY track_id`,
    `INSERT INTO media.track_plays (track_id, user_id, day, plays, last_at)
     SELECT 1 + (p * 17 + step * 11) % ${tracks}, p, current_date, 1, now() - make_interval(secs => step)
     FROM generate_series(1, ${people}) p, generate_series(1, ${LIKES}) step ON CONFLICT DO NOTHING`,
    `SET session_replication_role = DEFAULT`,
    `VACUUM ANALYZE identity.users, media.tracks, media.track_plays, community.publications, community.people, community.follows, community.likes, community.liked_tracks`,
    `CHECKPOINT`,
  ];
}
