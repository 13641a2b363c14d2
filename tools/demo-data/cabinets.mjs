import pg from 'pg';
import { Api, ApiError } from './api.mjs';
import { fillAppointments } from './appointments.mjs';
import { CABINETS, FIRST_NAMES, LAST_NAMES, PASSWORD } from './content.mjs';

const DAY_MS = 86_400_000;
const PATIENTS = 60;
/** Nine months of the past and three months to come. */
const [PAST_DAYS, COMING_DAYS] = [275, 90];

const WORKING_HOURS = [1, 2, 3, 4, 5].flatMap((day) => [
  { day, start: '09:00', end: '12:00' },
  { day, start: '14:00', end: '18:00' },
]);

const connect = (/** @type {string} */ connectionString) =>
  new pg.Pool({ connectionString, max: 1, options: '-c search_path=booking,public' });

/** A date that many days from now. */
export const date = (/** @type {number} */ days) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/**
 * Cabinets in three time zones with a year of appointments. Cabinets and practitioners are made through the API, patients and
 * appointments straight in the tables: the API books no past times. A second run adds nothing.
 *
 * @param {string} url of the API @param {string} databaseUrl the owner's @param {(text: string) => void} say
 */
export async function makeYear(url, databaseUrl, say) {
  const pool = connect(databaseUrl);
  try {
    const admin = await signIn(new Api(url));
    const { items } = await admin.get('/api/cabinets');
    for (const { practitioners, ...facts } of CABINETS) {
      const existing = items.find((/** @type {{ name: string }} */ each) => each.name === facts.name);
      const cabinet = existing ?? (await admin.post('/api/cabinets', facts));
      for (const person of practitioners) await hire(admin, cabinet.id, person);
      const made = await live(pool, cabinet.id);
      say(`${facts.name} (${facts.timezone}): ${made} appointments; sign in as ${practitioners[0]?.email} with ${PASSWORD}`);
    }
  } finally {
    await pool.end();
  }
}

/**
 * Past years in which every half hour had an appointment.
 *
 * @param {string} databaseUrl the owner's @param {string} cabinet @param {number} years @param {(text: string) => void} say
 */
export async function fillYears(databaseUrl, cabinet, years, say) {
  const pool = connect(databaseUrl);
  try {
    let made = 0;
    for (let year = years; year > 0; year -= 1) {
      const [from, until] = [date(-366 * year), date(-366 * (year - 1) - 1)];
      made += await fillAppointments(pool, { cabinet, from, until, filled: 1 });
      say(`${made} appointments`);
    }
    await pool.query('ANALYZE appointments, appointment_changes, busy');
  } finally {
    await pool.end();
  }
}

/** Patients and appointments, unless there are some. @param {pg.Pool} pool @param {string} cabinet */
async function live(pool, cabinet) {
  const { rows } = await pool.query('SELECT count(*)::int AS count FROM appointments WHERE cabinet_id = $1', [cabinet]);
  if (rows[0].count > 0) return rows[0].count;
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await addPatients(client, cabinet);
    const past = await fillAppointments(client, { cabinet, from: date(-PAST_DAYS), until: date(0), filled: 0.75 });
    const coming = await fillAppointments(client, { cabinet, from: date(1), until: date(COMING_DAYS), filled: 0.45 });
    await client.query('COMMIT');
    return past + coming;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** Returns whether patients were added: a cabinet that has some gets none. @param {pg.ClientBase} client @param {string} cabinet */
export async function addPatients(client, cabinet) {
  const { rowCount } = await client.query(
    `INSERT INTO patients (cabinet_id, first_name, last_name, email, phone, date_of_birth)
     SELECT $1, first, last, lower(first || '.' || last || '.' || i || '@patients.example'), '+33 1 99 00 ' || lpad((i * 37 % 10000)::text, 4, '0'),
       date '1940-01-01' + (i * 7919 % 29000)::int
     FROM generate_series(1, ${PATIENTS}) i, LATERAL (SELECT ($2::text[])[1 + i * 7 % array_length($2::text[], 1)] AS first,
       ($3::text[])[1 + i * 11 % array_length($3::text[], 1)] AS last) AS names
     WHERE NOT EXISTS (SELECT FROM patients WHERE cabinet_id = $1)`,
    [cabinet, FIRST_NAMES, LAST_NAMES],
  );
  return (rowCount ?? 0) > 0;
}

/** Needs the platform administrator. @param {Api} api */
async function signIn(api) {
  const { ADMIN_EMAIL = 'admin@veza.local', ADMIN_PASSWORD = 'change-me-admin' } = process.env;
  const { accessToken } = await api.post('/api/auth/login', { email: ADMIN_EMAIL, password: ADMIN_PASSWORD });
  return new Api(api.base, accessToken);
}

/** @param {Api} admin @param {string} cabinet @param {typeof CABINETS[number]['practitioners'][number]} person */
async function hire(admin, cabinet, { username, email, ...names }) {
  const account = { username, email, password: PASSWORD };
  const { user } = await admin.post('/api/v1/signup', account).catch((error) => {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    return admin.post('/api/v1/login', account);
  });
  await admin.post(`/api/cabinets/${cabinet}/practitioners`, {
    ...names,
    userId: String(user.id),
    workingHours: WORKING_HOURS,
    role: 'manager',
  });
}
