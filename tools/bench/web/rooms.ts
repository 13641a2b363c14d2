import type pg from 'pg';

export const TALK = 'bench-talk';
export const LONG = { id: 'bench-long', messages: 50_000 } as const;

/** Messages as people write them: of a word and of a paragraph, with lines, links and names. */
const TEXTS = [
  'ok',
  'Merci !',
  'Quelqu’un est au studio ce soir ?',
  'I can bring the two ribbon microphones, and a stand if yours is still broken.',
  'The second verse drags. Could we try it at 96, with the hats an octave up and nothing below 80 Hz until the drop?',
  'https://example.com/sessions/2025-03-14/rough-mix-04.wav',
  'Here is what I changed since yesterday:\n- the intro is eight bars shorter\n- the voice is doubled in the chorus\n- less reverb on the snare',
  '@author3 @author7 can you both make it at 18:30?',
  'On garde la prise 3, sauf le pont : la guitare est un peu en retard, et on entend la chaise à 2:14.',
  'I have read the contract again. It looks good to me apart from the third page, where the share of the remix is named twice with two different numbers; I have asked them to send a corrected one before Friday, so please do not sign anything until then.',
  '👍',
  'Listen from 1:42 on, please, with headphones: https://example.com/t/8812?from=102 and then the old one for comparison.',
];
const AUTHORS = 40;
/** One message every 90 seconds; the newest one is of now. */
const APART_S = 90;

/** The rows that the chat would write, inserted by SQL. */
export async function fillRooms(sql: pg.Client): Promise<void> {
  await sql.query(`INSERT INTO chat.people (id, username) SELECT 1000 + n, 'author' || n FROM generate_series(1, ${AUTHORS}) n`);
  await sql.query(
    "INSERT INTO chat.rooms (id, kind, name, last_seq, message_count) VALUES ($1, 'public', $1, 0, 0), ($2, 'public', $2, $3, $3)",
    [TALK, LONG.id, LONG.messages],
  );
  await sql.query(
    `INSERT INTO chat.messages (id, room_id, seq, user_id, type, content, reply_to, created_at)
     SELECT n, $1, n, 1001 + (n / 3 * 7) % ${AUTHORS}, 'text', ($2::text[])[1 + (n * 7919) % cardinality($2)],
       CASE WHEN n % 17 = 0 THEN n - 5 END, now() - (($3 - n) * ${APART_S}) * interval '1 second'
     FROM generate_series(1, $3::int) n`,
    [LONG.id, TEXTS, LONG.messages],
  );
  await sql.query(
    `INSERT INTO chat.reactions (message_id, user_id, emoji)
     SELECT n, 1000 + u, CASE WHEN u < 4 THEN '👍' ELSE '❤️' END
     FROM generate_series(9, $1::int, 9) n, generate_series(1, 5) u`,
    [LONG.messages],
  );
  await sql.query("SELECT setval(pg_get_serial_sequence('chat.messages', 'id'), $1)", [LONG.messages]);
  await sql.query('VACUUM ANALYZE');
}
