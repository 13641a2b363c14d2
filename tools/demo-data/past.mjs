import pg from 'pg';
import { fillAppointments } from './appointments.mjs';
import { addPatients, date } from './cabinets.mjs';
import { CABINET } from './content.mjs';

/** A log gets an evening of talk every five days, until yesterday. */
const [EACH_EVENING, DAYS_BETWEEN] = [4, 5];
const FULL = 0.85;

/**
 * Dates back what a demo community has just said, and fills the week of its cabinet: the API knows only the present. Rooms in
 * which others have spoken stay as they are. Times rise with the positions of a log.
 *
 * @param {string} databaseUrl the owner's @param {string[]} names of the people
 */
export async function livePast(databaseUrl, names) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(TALK, [names]);
    await client.query('SET LOCAL search_path = booking, public');
    const { rows } = await client.query('SELECT id FROM cabinets WHERE name = $1', [CABINET.name]);
    const cabinet = rows[0]?.id;
    if (cabinet && (await addPatients(client, cabinet)))
      await fillAppointments(client, { cabinet, from: date(-2), until: date(7), filled: FULL });
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    await client.end();
  }
}

const TALK = `
  WITH people AS (SELECT id FROM identity.users WHERE username = ANY($1)),
  logs AS (
    SELECT id, first_seq, (last_seq - first_seq) / ${EACH_EVENING} AS evenings FROM chat.rooms r
    WHERE kind = 'public' AND deleted_at IS NULL AND last_seq >= first_seq
      AND NOT EXISTS (SELECT FROM chat.room_events e WHERE e.room_id = r.id AND e.user_id NOT IN (SELECT id FROM people))
  ),
  times AS (
    SELECT e.room_id, e.seq, date_trunc('day', now()) - interval '5 hours'
      - make_interval(days => (${DAYS_BETWEEN} * (evenings - (e.seq - first_seq) / ${EACH_EVENING}))::int)
      + make_interval(mins => (4 * ((e.seq - first_seq) % ${EACH_EVENING}))::int) AS at
    FROM logs JOIN chat.room_events e ON e.room_id = logs.id
  ),
  messages AS (
    UPDATE chat.messages m SET created_at = at FROM times t WHERE m.room_id = t.room_id AND m.seq = t.seq RETURNING 1
  ),
  changes AS (
    UPDATE chat.room_changes c SET at = t.at FROM times t WHERE c.room_id = t.room_id AND c.seq = t.seq RETURNING 1
  )
  UPDATE chat.rooms r SET created_at = least(created_at, first.at), oldest_at = least(oldest_at, first.at)
  FROM (SELECT room_id, min(at) AS at FROM times GROUP BY room_id) AS first WHERE first.room_id = r.id`;
