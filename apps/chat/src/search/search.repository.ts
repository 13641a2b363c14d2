import { Injectable } from '@nestjs/common';
import { Database, oneRow, type SqlExecutor } from '@veza/database';
import type { Lag } from './index-pace.js';
import type { Asked } from './search-query.js';

/**
 * What is kept of a message `m` for the search: its words without accents, and beside them marks of who wrote it and what
 * it holds. The parser of texts makes no lexeme with an equals sign, so no word can pass for a mark.
 */
const WORDS = `to_tsvector('simple', unaccent(m.content)) || array_to_tsvector(array_remove(ARRAY[
  '=from:' || m.user_id,
  CASE WHEN m.content ~* 'https?://' THEN '=has:link' END,
  CASE WHEN m.media <> '[]'::jsonb THEN '=has:file' END,
  CASE WHEN m.type = 'image' THEN '=has:image' END,
  CASE WHEN m.type IN ('audio', 'voice') THEN '=has:audio' END], NULL))`;

export interface Found extends Omit<Asked, 'from'> {
  readonly from?: number;
  readonly limit: number;
}

/** Ids that are read again at a start. */
const LOOK_BACK = 5_000;

/** A page of messages that were indexed, and what the database was doing then. */
export interface Indexed extends Lag {
  readonly more: boolean;
  /** The id of the last one. */
  readonly last: number;
  /** The newest message's id. */
  readonly top: number;
  /** No transaction before this one was running. */
  readonly runningFrom: bigint;
  /** All that had begun are before this one. */
  readonly begunBefore: bigint;
}

interface IndexedRow {
  read: number;
  last: string | null;
  top: string | null;
  behind_ms: number;
  quiet_ms: number;
  running_from: string;
  begun_before: string;
}

/** Read here and not by Postgres, whose calendar has no year 0 and whose time zones end at 16 hours. */
const momentOf = (iso: string | undefined) => (iso === undefined ? null : new Date(iso));

@Injectable()
export class SearchRepository {
  constructor(private readonly database: Database) {}

  /**
   * The ids of matching messages that this person may read: of their own rooms and of public ones, never where they are
   * banned. The best match first; where only marks were asked for, the newest.
   */
  async find(userId: number, { words, from, room, before, after, has, limit }: Found): Promise<number[]> {
    const marks = [...(from === undefined ? [] : [`from:${from}`]), ...has.map((each) => `has:${each}`)];
    const rows = await this.database.query<{ id: string }>(
      `WITH said AS (SELECT CASE WHEN $2 <> '' THEN plainto_tsquery('simple', unaccent($2)) END AS words, nullif($3, '')::tsquery AS marks),
       asked AS (SELECT words, coalesce(words && marks, words, marks) AS query FROM said)
       SELECT m.id FROM asked, message_words w JOIN messages m ON m.id = w.message_id JOIN rooms r ON r.id = m.room_id AND r.deleted_at IS NULL
       WHERE w.words @@ asked.query AND m.deleted_at IS NULL
         AND (r.kind = 'public' OR EXISTS (SELECT FROM members b WHERE b.room_id = r.id AND b.user_id = $1))
         AND NOT EXISTS (SELECT FROM sanctions s WHERE s.user_id = $1 AND s.room_id = r.id AND s.kind = 'ban' AND s.lifted_at IS NULL
           AND (s.until IS NULL OR s.until > now()))
         AND ($4::text IS NULL OR r.id = $4 OR lower(r.name) = lower($4))
         AND ($5::timestamptz IS NULL OR m.created_at < $5) AND ($6::timestamptz IS NULL OR m.created_at > $6)
       ORDER BY coalesce(ts_rank(w.words, asked.words), 0) DESC, m.id DESC LIMIT $7`,
      [userId, words, marks.map((each) => `'=${each}'`).join(' & '), room ?? null, momentOf(before), momentOf(after), limit],
    );
    return rows.map(({ id }) => Number(id));
  }

  /**
   * Indexes the next messages after an id, at most `limit`. It is not done on the path of a send: an inverted index costs
   * more than the message itself. What was indexed meanwhile stays as it is.
   */
  async index(after: number, limit: number): Promise<Indexed> {
    const row = oneRow(
      await this.database.prepared<IndexedRow>(
        'index-words',
        `WITH next AS MATERIALIZED (SELECT * FROM messages WHERE id > $1 ORDER BY id LIMIT $2),
       newest AS (SELECT id, created_at FROM messages ORDER BY id DESC LIMIT 1),
       indexed AS (
         INSERT INTO message_words (message_id, words)
         SELECT m.id, ${WORDS} FROM next m
         WHERE m.deleted_at IS NULL AND NOT EXISTS (SELECT FROM message_words w WHERE w.message_id = m.id)
         ON CONFLICT DO NOTHING)
       SELECT count(*)::int AS read, max(id) AS last, (SELECT id FROM newest) AS top,
         coalesce(extract(epoch FROM now() - max(created_at)) * 1000, 0)::float AS behind_ms,
         coalesce(extract(epoch FROM now() - (SELECT created_at FROM newest)) * 1000, 0)::float AS quiet_ms,
         pg_snapshot_xmin(pg_current_snapshot())::text AS running_from, pg_snapshot_xmax(pg_current_snapshot())::text AS begun_before
       FROM next`,
        [after, limit],
      ),
    );
    const { read, last, top, behind_ms, quiet_ms, running_from, begun_before } = row;
    return {
      more: read >= limit,
      last: Number(last ?? after),
      top: Number(top ?? after),
      behindMs: behind_ms,
      quietMs: quiet_ms,
      runningFrom: BigInt(running_from),
      begunBefore: BigInt(begun_before),
    };
  }

  /** Where indexing begins when nobody knows: a little before its end, because the one who did it may have been killed. */
  async indexedUpTo(): Promise<number> {
    const [row] = await this.database.query<{ top: string }>('SELECT coalesce(max(message_id), 0) AS top FROM message_words');
    return Math.max(0, Number(row?.top ?? 0) - LOOK_BACK);
  }
}

/** The message was changed in this transaction. One that is not indexed yet will be as it is then. */
export async function indexAgain(tx: SqlExecutor, id: number): Promise<void> {
  await tx.query(`UPDATE message_words w SET words = ${WORDS} FROM messages m WHERE m.id = $1 AND w.message_id = m.id`, [id]);
}
