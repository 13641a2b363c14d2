import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';

/** Seqs in a block. A block is counted once the log has passed its end. */
const BLOCK = 1_024;
/** Blocks counted in one transaction, which locks the room. */
const BLOCKS_PER_TRANSACTION = 16;

/**
 * The first seq of a room at or after a moment. From the first one on seqs are dense, and times rise with them, so a binary
 * search finds it: in twenty steps in a room of a million events.
 */
export const SEQ_AT = `
WITH RECURSIVE halved AS (
  SELECT r.first_seq - 1 AS low, r.last_seq + 1 AS high FROM rooms r WHERE r.id = $1
  UNION ALL
  SELECT CASE WHEN e.at < $2 THEN m.seq ELSE h.low END, CASE WHEN e.at < $2 THEN h.high ELSE m.seq END
  FROM halved h CROSS JOIN LATERAL (SELECT (h.low + h.high) / 2 AS seq) m
  CROSS JOIN LATERAL (SELECT at FROM room_events WHERE room_id = $1 AND seq = m.seq) e
  WHERE h.high - h.low > 1
) SELECT min(high) AS seq FROM halved`;

/** The block that contains the message after $3 others before seq $2, and how many of those are above that block. */
export const BLOCK_AT = `
WITH top AS (SELECT least($2, last_seq + 1) AS before, (least($2 - 1, last_seq) - 1) / ${BLOCK} AS block FROM rooms WHERE id = $1),
newest AS (
  SELECT count(*) AS n FROM top JOIN messages m ON m.room_id = $1 AND m.seq > top.block * ${BLOCK} AND m.seq < top.before AND m.deleted_at IS NULL
), walked AS (
  SELECT b.block, b.messages, newest.n + sum(b.messages) OVER (ORDER BY b.block DESC) AS upto
  FROM newest, top JOIN room_blocks b ON b.room_id = $1 AND b.block < top.block
)
SELECT (block + 1) * ${BLOCK} + 1 AS before, upto - messages AS above FROM walked WHERE upto > $3 ORDER BY block DESC LIMIT 1`;

/**
 * Finds positions deep in the history of a large room without reading the messages in between. Raw SQL: recursive search,
 * window functions, and counts that are inserted where they are read.
 */
@Injectable()
export class HistoryDepthRepository {
  constructor(private readonly database: Database) {}

  /** @param at epoch milliseconds */
  async seqAt(room: string, at: number): Promise<number> {
    const [row] = await this.database.prepared<{ seq: string | null }>('history-seq-at', SEQ_AT, [room, new Date(at)]);
    return Number(row?.seq ?? 0);
  }

  /**
   * Returns the position `offset` messages before `beforeSeq` with an offset of less than a block, or undefined when the
   * room has fewer messages. The first deep page of a room counts its blocks.
   */
  async nearbyAnchor(
    room: string,
    beforeSeq: number,
    offset: number,
  ): Promise<{ beforeSeq: number; offset: number } | undefined> {
    if (offset <= BLOCK) return { beforeSeq, offset };
    while (await this.countBlocks(room)) continue;
    const [row] = await this.database.prepared<{ before: string; above: string }>('history-block-at', BLOCK_AT, [
      room,
      beforeSeq,
      offset,
    ]);
    return row && { beforeSeq: Number(row.before), offset: offset - Number(row.above) };
  }

  /** Returns whether more blocks remain. The room is locked first, so that no deletion falls between count and insert. */
  private async countBlocks(room: string): Promise<boolean> {
    const [next] = await this.database.query<{ block: string; complete: string }>(
      `SELECT greatest((SELECT max(block) + 1 FROM room_blocks WHERE room_id = $1), (first_seq - 1) / ${BLOCK}) AS block,
         last_seq / ${BLOCK} AS complete FROM rooms WHERE id = $1`,
      [room],
    );
    const [first, complete] = [Number(next?.block ?? 0), Number(next?.complete ?? 0)];
    if (first >= complete) return false;
    const last = Math.min(first + BLOCKS_PER_TRANSACTION, complete) - 1;
    await this.database.transaction(async (tx) => {
      await tx.query('SELECT FROM rooms WHERE id = $1 FOR SHARE', [room]);
      await tx.query(
        `INSERT INTO room_blocks (room_id, block, messages)
         SELECT $1, b.block, count(m.id) FROM generate_series($2::bigint, $3::bigint) b(block)
         LEFT JOIN messages m ON m.room_id = $1 AND m.seq > b.block * ${BLOCK} AND m.seq <= (b.block + 1) * ${BLOCK} AND m.deleted_at IS NULL
         GROUP BY b.block ON CONFLICT DO NOTHING`,
        [room, first, last],
      );
    });
    return last + 1 < complete;
  }
}

/** Call when a message of the room is deleted, in a transaction that has locked the room. */
export async function decrementBlock(tx: SqlExecutor, room: string, id: number): Promise<void> {
  await tx.query(
    `UPDATE room_blocks SET messages = messages - 1 WHERE room_id = $1 AND block = (SELECT (seq - 1) / ${BLOCK} FROM messages WHERE id = $2)`,
    [room, id],
  );
}

/**
 * Call when the beginning of a log was removed, in a transaction that has locked the room. The lowest block that stays may
 * count removed messages: no page goes on below it, so its count is not used.
 *
 * @param first the seq with which the log begins now
 */
export async function trimBlocks(tx: SqlExecutor, room: string, first: number): Promise<void> {
  await tx.query(`DELETE FROM room_blocks WHERE room_id = $1 AND block < ($2::bigint - 1) / ${BLOCK}`, [room, first]);
}
