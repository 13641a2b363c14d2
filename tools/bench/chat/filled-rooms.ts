import type pg from 'pg';

export const ROOMS = {
  large: { id: 'bench-large', messages: 1_000_000 },
  small: { id: 'bench-small', messages: 1_000 },
} as const;
export type RoomName = keyof typeof ROOMS;

/** Ids of the small room come first, so that `idOf` can compute ids. */
const FIRST_ID: Record<RoomName, number> = { small: 1, large: 1 + ROOMS.small.messages };
const AUTHORS = 50;
/** Time of the first message; one message per second follows. */
const BEGUN = Date.UTC(2025, 0, 1);

export const idOf = (room: RoomName, seq: number): number => FIRST_ID[room] + seq - 1;
export const momentOf = (seq: number): string => new Date(BEGUN + seq * 1_000).toISOString();

/** The rows that the chat would write, inserted by SQL. Search is not measured, so only the newest are indexed. */
export async function fillRooms(sql: pg.Client): Promise<void> {
  await sql.query(`INSERT INTO chat.people (id, username) SELECT 1000 + n, 'author' || n FROM generate_series(1, ${AUTHORS}) n`);
  for (const room of ['small', 'large'] as const) {
    const { id, messages } = ROOMS[room];
    const at = `to_timestamp(${BEGUN / 1_000} + n)`;
    const author = `1001 + n % ${AUTHORS}`;
    await sql.query(
      `INSERT INTO chat.rooms (id, kind, name, last_seq, message_count) VALUES ('${id}', 'public', '${id}', ${messages}, ${messages})`,
    );
    await sql.query(
      `INSERT INTO chat.messages (id, room_id, seq, user_id, type, content, created_at)
       SELECT ${FIRST_ID[room] - 1} + n, '${id}', n, ${author}, 'text', 'message ' || n || repeat(' lorem ipsum', 15), ${at} FROM generate_series(1, ${messages}) n`,
    );
  }
  await sql.query("SELECT setval(pg_get_serial_sequence('chat.messages', 'id'), (SELECT max(id) FROM chat.messages))");
  await sql.query(
    `INSERT INTO chat.message_words (message_id, words)
     SELECT id, to_tsvector('simple', content) FROM chat.messages WHERE id > (SELECT max(id) - 6000 FROM chat.messages)`,
  );
  await sql.query('VACUUM ANALYZE');
}
