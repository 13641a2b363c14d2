/** Followers of one who publishes; of the other one everybody is. */
export const FEW = 10;
/** The first accounts of an installation, in the order in which they sign up after its administrator. */
export const [READER, QUIET, STAR, OTHERS] = [2, 3, 4, 5];
/** Of the reader, as everybody of `tools/demo community` has. */
const [FOLLOWS, LISTENED] = [100, 20];

/**
 * Statements that give three accounts their place among so many people of `tools/demo community`: a reader who follows and
 * listens, and two publishers with so many tracks each that are ready and private. Without triggers.
 */
export function placed(people: number, unpublished: number): string[] {
  const others = people - OTHERS + 1;
  const follows = (who: string, whom: number) =>
    `INSERT INTO community.follows (follower_id, followed_id) SELECT n, ${whom} FROM (${who} UNION ALL SELECT ${READER}) AS them (n)`;
  return [
    `SET session_replication_role = replica`,
    ...[QUIET, STAR].map(
      (
        owner,
      ) => `INSERT INTO media.tracks (title, artist, filename, is_public, uploader_id, source_id, rendition_id, status, progress, duration_seconds)
       SELECT 'New', 'Ada', 'la.wav', false, ${owner}, gen_random_uuid(), gen_random_uuid(), 'ready', 100, 180 FROM generate_series(1, ${unpublished})`,
    ),
    `INSERT INTO community.people (id) SELECT n FROM generate_series(1, ${OTHERS - 1}) n ON CONFLICT DO NOTHING`,
    `INSERT INTO community.follows (follower_id, followed_id)
     SELECT ${READER}, ${OTHERS} + (step * 7) % ${others} FROM generate_series(1, ${Math.min(FOLLOWS, others)}) step ON CONFLICT DO NOTHING`,
    follows(`SELECT generate_series(${OTHERS}, ${OTHERS + FEW - 2})`, QUIET),
    follows(`SELECT generate_series(${OTHERS}, ${people})`, STAR),
    `UPDATE community.people p SET following = (SELECT count(*) FROM community.follows WHERE follower_id = p.id),
       followers = (SELECT count(*) FROM community.follows WHERE followed_id = p.id) WHERE id < ${OTHERS}`,
    `INSERT INTO community.likes (person_id, track_id) SELECT ${READER}, n * 101 FROM generate_series(1, ${LISTENED}) n`,
    `INSERT INTO media.track_plays (track_id, user_id, day, plays, last_at)
     SELECT n * 11, ${READER}, current_date, 1, now() - make_interval(secs => n) FROM generate_series(1, ${LISTENED}) n`,
    `SET session_replication_role = DEFAULT`,
    `VACUUM ANALYZE media.tracks, media.track_plays, community.people, community.follows, community.likes`,
    `CHECKPOINT`,
  ];
}
