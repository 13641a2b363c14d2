import { eventually, lookNow } from '@veza/testing';
import type { ChatUnderTest } from './chat-under-test.js';

export interface LogSizes {
  /** Entries of sixty days ago, a second apart. */
  readonly old: number;
  /** Entries of an hour ago, a millisecond apart. */
  readonly young: number;
  /** Every tenth entry is a reaction to the first message, and every seventh message is deleted. */
  readonly mixed?: boolean;
}

/** Writes the log of a new room by SQL. The content of the entry with seq n is `entry n`. */
export async function fillLog(
  chats: ChatUnderTest,
  room: string,
  userId: number,
  { old, young, mixed = false }: LogSizes,
): Promise<void> {
  await chats.sql(
    `WITH entries AS (
       SELECT n, CASE WHEN n <= $3 THEN now() - interval '60 days' + n * interval '1 second' ELSE now() - interval '1 hour' + n * interval '1 ms' END AS at
       FROM generate_series(1, $3::int + $4::int) n
     ), placed AS (
       INSERT INTO chat.messages (room_id, seq, user_id, type, content, created_at, deleted_at)
       SELECT $1, n, $2, 'text', 'entry ' || n, at, CASE WHEN $5 AND n % 7 = 0 THEN now() END FROM entries WHERE NOT ($5 AND n % 10 = 0) RETURNING id
     ) INSERT INTO chat.room_changes (room_id, seq, kind, message_id, user_id, at, body)
     SELECT $1, n, 'reacted', (SELECT min(id) FROM placed), $2, at, '👍' FROM entries WHERE $5 AND n % 10 = 0`,
    [room, userId, old, young, mixed],
  );
  await chats.sql(
    `UPDATE chat.rooms SET last_seq = $2, oldest_at = 'epoch',
       message_count = (SELECT count(*) FROM chat.messages WHERE room_id = $1 AND deleted_at IS NULL) WHERE id = $1`,
    [room, old + young],
  );
}

/** The seqs of a log, in their order. */
export async function seqsOf(chats: ChatUnderTest, room: string): Promise<number[]> {
  const rows = await chats.sql<{ seq: number }>('SELECT seq::int FROM chat.room_events WHERE room_id = $1 ORDER BY seq', [room]);
  return rows.map(({ seq }) => seq);
}

export const seqsFrom = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** Makes the sweep due now, on whichever replica is first. */
export async function beginSweep(chats: ChatUnderTest): Promise<void> {
  await chats.sql('UPDATE chat.log_sweeps SET due_at = now(), holder = NULL');
  lookNow();
}

export async function endOfSweep(chats: ChatUnderTest): Promise<void> {
  await eventually('the sweep ends', async () => {
    const [ended] = await chats.sql('SELECT FROM chat.log_sweeps WHERE holder IS NULL AND due_at > now()');
    return ended;
  });
}

/** One sweep from its begin to its end. */
export async function sweep(chats: ChatUnderTest): Promise<void> {
  await beginSweep(chats);
  await endOfSweep(chats);
}
