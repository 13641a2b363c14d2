/**
 * Appointments of a cabinet with their history, on the half hours from 9 to 12 and from 14 to 18 of each weekday: past ones
 * completed, missed or cancelled, later ones confirmed, pending or cancelled. The same in every run.
 *
 * @typedef {object} Season
 * @property {string} cabinet id of the cabinet; its practitioners and patients exist
 * @property {string} from first date, `2026-11-22` @property {string} until last date
 * @property {number} filled share of the half hours that have an appointment, 0 to 1
 */

/** A number from 0 to 999 that looks random, by practitioner and time. */
const dice = (/** @type {number} */ salt) => `mod(abs(hashtext(p.id::text || at.start::text || '${salt}')::bigint), 1000)`;

/**
 * Straight into the tables, as a role that passes row-level security by. Half hours that are taken stay as they are.
 *
 * @param {import('pg').ClientBase | import('pg').Pool} database @param {Season} season @returns {Promise<number>} appointments
 */
export async function fillAppointments(database, { cabinet, from, until, filled }) {
  const { rowCount } = await database.query(FILL, [cabinet, from, until, Math.round(filled * 1_000)]);
  return rowCount ?? 0;
}

const FILL = `
  WITH people AS (SELECT array_agg(id ORDER BY id) AS ids FROM patients WHERE cabinet_id = $1 AND erased_at IS NULL),
  planned AS (
    SELECT p.id AS practitioner_id, p.buffer, at.start, people.ids[1 + ${dice(1)} % array_length(people.ids, 1)] AS patient_id,
      (ARRAY['consultation', 'consultation', 'controle', 'controle', 'soin', 'detartrage', 'orthodontie', 'urgence'])[1 + ${dice(2)} % 8] AS type,
      CASE WHEN ${dice(3)} < 80 THEN 'cancelled'
        WHEN at.start > now() THEN CASE WHEN ${dice(4)} < 250 THEN 'pending' ELSE 'confirmed' END
        WHEN ${dice(4)} < 60 THEN 'no_show' ELSE 'completed' END AS status,
      (ARRAY['staff', 'staff', 'patient', 'public'])[1 + ${dice(5)} % 4] AS origin,
      least(at.start, now()) - make_interval(days => 1 + (${dice(6)} % 45)::int, mins => (${dice(7)})::int) AS booked
    FROM people, cabinets c JOIN practitioners p ON p.cabinet_id = c.id AND p.dismissed_at IS NULL,
      generate_series($2::date, $3::date, interval '1 day') AS day,
      unnest(ARRAY[540, 570, 600, 630, 660, 690, 840, 870, 900, 930, 960, 990, 1020, 1050]) AS minute,
      LATERAL (SELECT (day::date + make_interval(mins => minute)) AT TIME ZONE c.timezone AS start) AS at
    WHERE c.id = $1 AND extract(isodow FROM day) < 6 AND ${dice(8)} < $4
      AND NOT EXISTS (SELECT FROM busy b WHERE b.practitioner_id = p.id AND b.span && tstzrange(at.start, at.start + interval '30 minutes'))
  ),
  made AS (
    INSERT INTO appointments (cabinet_id, patient_id, practitioner_id, type, status, start_time, duration, urgency, origin, version, created_by, created_at, updated_at)
    SELECT $1, patient_id, practitioner_id, type, status, start, 30, CASE type WHEN 'urgence' THEN 'urgent' ELSE 'normal' END, origin,
      CASE status WHEN 'pending' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'cancelled' THEN 2 ELSE 3 END, 0, booked, greatest(booked, least(start, now()))
    FROM planned RETURNING *
  ),
  history AS (
    INSERT INTO appointment_changes (appointment_id, version, cabinet_id, change, status, practitioner_id, start_time, duration, user_id, reason, created_at)
    SELECT id, step.version, cabinet_id, step.change, step.status, practitioner_id, start_time, duration, 0, NULL,
      CASE WHEN step.version = 1 THEN created_at WHEN step.version = made.version THEN updated_at ELSE created_at + interval '1 hour' END
    FROM made, LATERAL (VALUES (1, 'booked', 'pending'),
      (2, CASE made.status WHEN 'cancelled' THEN 'cancelled' ELSE 'confirmed' END, CASE made.status WHEN 'cancelled' THEN 'cancelled' ELSE 'confirmed' END),
      (3, made.status, made.status)) AS step (version, change, status)
    WHERE step.version <= made.version
  ),
  held AS (
    INSERT INTO busy (id, cabinet_id, practitioner_id, kind, span, created_by)
    SELECT made.id, cabinet_id, practitioner_id, 'appointment', tstzrange(start_time, start_time + make_interval(mins => duration + planned.buffer)), 0
    FROM made JOIN planned USING (practitioner_id) WHERE planned.start = made.start_time AND made.status IN ('pending', 'confirmed')
  )
  SELECT FROM made`;
