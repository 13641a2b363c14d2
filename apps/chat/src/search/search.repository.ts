import { Injectable } from '@nestjs/common';
import { SearchPool } from '@veza/database';
import { sanctionInForce } from '../access/sanction-in-force.js';
import { personOf } from '../access/speaking.repository.js';
import { marksQuery, MESSAGE_WORDS } from './message-words.js';
import type { SearchCriteria } from './search-query.js';

export interface ResolvedSearch extends Omit<SearchCriteria, 'from'> {
  /** The author's user id. */
  readonly from?: number;
  readonly limit: number;
}

/** Ids below the newest indexed message that may still be unindexed: ids are taken before commits. */
const UNSETTLED_IDS = 1_000;
/** Most unindexed messages that a search reads: their words take Postgres half a second to compute. */
export const MOST_UNINDEXED = 20_000;

/** Messages `m` that the caller may read, in the room and the time that were asked for. */
const READABLE = `messages m JOIN rooms r ON r.id = m.room_id AND r.deleted_at IS NULL
WHERE m.deleted_at IS NULL
  AND (r.kind = 'public' OR EXISTS (SELECT FROM members b WHERE b.room_id = r.id AND b.user_id = $1))
  AND r.id NOT IN (SELECT room_id FROM banned)
  AND ($4::text IS NULL OR r.id = $4 OR lower(r.name) = lower($4))
  AND ($5::timestamptz IS NULL OR m.created_at < $5) AND ($6::timestamptz IS NULL OR m.created_at > $6)`;

/**
 * Matches of the index, and matches among the newest readable messages that are not indexed yet. The indexer bounds the
 * second part (see SearchIndexer), and `MOST_UNINDEXED` does after an import; with none it costs a look at `UNSETTLED_IDS`
 * keys. Each part joins messages by itself: with old statistics, a plan compared each match with each message of the room.
 * Words of unindexed messages and the rooms of bans are read once: no plan computes them again for each row of a join.
 */
const FIND = `
WITH input AS (
  SELECT CASE WHEN $2 <> '' THEN plainto_tsquery('simple', unaccent($2)) END AS words, nullif($3, '')::tsquery AS marks
), asked AS (
  SELECT words, coalesce(words && marks, words, marks) AS query FROM input
), banned AS MATERIALIZED (
  SELECT s.room_id FROM sanctions s
  WHERE s.user_id = ANY (ARRAY[$1::int, ${personOf('$1::int')}]) AND s.kind = 'ban' AND s.room_id IS NOT NULL AND ${sanctionInForce('s')}
), newest AS (
  SELECT m.* FROM ${READABLE}
    AND m.id > (SELECT coalesce(max(message_id), 0) - ${UNSETTLED_IDS} FROM message_words)
    AND NOT EXISTS (SELECT FROM message_words w WHERE w.message_id = m.id)
  ORDER BY m.id DESC LIMIT ${MOST_UNINDEXED}
), unindexed AS MATERIALIZED (
  SELECT m.id, ${MESSAGE_WORDS} AS words FROM newest m
), matches AS (
  SELECT m.id, w.words FROM asked, message_words w, ${READABLE} AND m.id = w.message_id AND w.words @@ asked.query
  UNION ALL
  SELECT u.id, u.words FROM asked, unindexed u WHERE u.words @@ asked.query
)
SELECT w.id FROM asked, matches w ORDER BY coalesce(ts_rank(w.words, asked.words), 0) DESC, w.id DESC LIMIT $7`;

/** Parsed here: the calendar of Postgres has no year 0, and its time zones end at 16 hours. */
const dateOf = (iso: string | undefined) => (iso === undefined ? null : new Date(iso));

/** Raw SQL: ranked full-text search. */
@Injectable()
export class SearchRepository {
  constructor(private readonly searches: SearchPool) {}

  /**
   * Returns the ids of the matching messages that the user may read: in the user's own rooms and in public ones, never
   * where the user is banned. The best match comes first; a search by marks alone returns the newest first. While more than
   * 20,000 of these messages wait for the indexer, the older ones of them are not found.
   */
  async find(userId: number, { words, from, room, before, after, has, limit }: ResolvedSearch): Promise<number[]> {
    const values = [userId, words, marksQuery(from, has), room ?? null, dateOf(before), dateOf(after), limit];
    const rows = await this.searches.read((tx) => tx.query<{ id: string }>(FIND, values));
    return rows.map(({ id }) => Number(id));
  }
}
