import { Injectable } from '@nestjs/common';
import { Database, oneRow, type SqlExecutor } from '@veza/database';
import { MESSAGE_WORDS } from './message-words.js';

/** Ids below the newest indexed one that a new leaseholder reads again: the previous one may have been killed. */
const LOOK_BACK = 5_000;

/** A page of messages that was indexed, and the state of the table at that moment. */
export interface IndexedPage {
  /** The page was full. */
  readonly more: boolean;
  /** The id of the last message of the page. */
  readonly last: number;
  /** The id of the newest message. */
  readonly top: number;
  /** Every transaction with a lower number has ended. */
  readonly oldestRunning: bigint;
  /** Every transaction that has begun has a lower number. */
  readonly nextTransaction: bigint;
}

interface IndexedPageRow {
  size: number;
  last: string | null;
  top: string | null;
  oldest_running: string;
  next_transaction: string;
}

/**
 * Indexes the messages after $1, at most $2. Sends do not do it themselves: the inverted index costs more than the message.
 * Rows that another replica has indexed stay as they are. The messages are locked: an edit that commits between the look at
 * a message and the insert of its words would find nothing to index again, and the former words would stay.
 */
const INDEX_PAGE = `
WITH page AS MATERIALIZED (SELECT * FROM messages WHERE id > $1 ORDER BY id LIMIT $2 FOR SHARE),
indexed AS (
  INSERT INTO message_words (message_id, words)
  SELECT m.id, ${MESSAGE_WORDS} FROM page m
  WHERE m.deleted_at IS NULL AND NOT EXISTS (SELECT FROM message_words w WHERE w.message_id = m.id)
  ON CONFLICT DO NOTHING)
SELECT (SELECT count(*)::int FROM page) AS size, (SELECT max(id) FROM page) AS last, (SELECT max(id) FROM messages) AS top,
  pg_snapshot_xmin(pg_current_snapshot())::text AS oldest_running, pg_snapshot_xmax(pg_current_snapshot())::text AS next_transaction`;

/** Raw SQL: a page is read, indexed and measured against running transactions in one statement. */
@Injectable()
export class SearchIndexRepository {
  constructor(private readonly database: Database) {}

  async indexPage(after: number, limit: number): Promise<IndexedPage> {
    const row = oneRow(await this.database.prepared<IndexedPageRow>('index-words', INDEX_PAGE, [after, limit]));
    return {
      more: row.size >= limit,
      last: Number(row.last ?? after),
      top: Number(row.top ?? after),
      oldestRunning: BigInt(row.oldest_running),
      nextTransaction: BigInt(row.next_transaction),
    };
  }

  /** Returns the id after which a new leaseholder starts. */
  async startPosition(): Promise<number> {
    const [row] = await this.database.query<{ top: string }>('SELECT coalesce(max(message_id), 0) AS top FROM message_words');
    return Math.max(0, Number(row?.top ?? 0) - LOOK_BACK);
  }
}

/** Raw SQL: the words are computed by Postgres. Indexes a message again that the transaction has changed. An unindexed message is indexed later, as it is then. */
export async function reindexMessage(tx: SqlExecutor, id: number): Promise<void> {
  await tx.query(`UPDATE message_words w SET words = ${MESSAGE_WORDS} FROM messages m WHERE m.id = $1 AND w.message_id = m.id`, [
    id,
  ]);
}
