import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { median, quantile } from '../measure/statistics.js';
import { BookingStage } from './stage.js';

/** Allowed p95 of the free times of all practitioners for four weeks, one request after the other, in milliseconds. */
const FREE_TIMES_BAR_MS = 30;
/** Allowed cost with a million appointments, as a multiple of that without. */
const LARGE_BAR = 2;
/** Allowed time of the figures of three years, in milliseconds. */
const ANALYTICS_BAR_MS = 100;
const ANALYTICS_REQUESTS = 40;
const DAY_MS = 86_400_000;

const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '14' },
    requests: { type: 'string', default: '200' },
    bookings: { type: 'string', default: '2000' },
    clients: { type: 'string', default: '16' },
  },
});
const [requests, bookings, clients] = [Number(values.requests), Number(values.bookings), Number(values.clients)];

interface Figures {
  appointments: number;
  freeP50: number;
  freeP95: number;
  freeCpu: number;
  analyticsP50: number;
  analyticsP95: number;
  booked: number;
  bookCpu: number;
  bookP95: number;
  bare: number;
}

const date = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Free times of all practitioners for four weeks, one request after the other. */
async function freeTimes(stage: BookingStage): Promise<Pick<Figures, 'freeP50' | 'freeP95' | 'freeCpu'>> {
  const path = `/api/appointments/free-times?dateFrom=${date(1)}&dateTo=${date(28)}&duration=30`;
  const once = () => timed(stage, path);
  for (let i = 0; i < requests / 4; i += 1) await once();
  const before = stage.spentMicros().all;
  const times: number[] = [];
  for (let i = 0; i < requests; i += 1) times.push(await once());
  const freeCpu = (stage.spentMicros().all - before) / requests / 1_000;
  return { freeP50: median(times), freeP95: quantile(times, 0.95), freeCpu };
}

/** The figures of three years until today, one request after the other. */
async function analytics(stage: BookingStage): Promise<Pick<Figures, 'analyticsP50' | 'analyticsP95'>> {
  const path = `/api/analytics/overview?dateFrom=${date(-1094)}&dateTo=${date(0)}`;
  const times: number[] = [];
  for (let i = 0; i < ANALYTICS_REQUESTS; i += 1) times.push(await timed(stage, path));
  return { analyticsP50: median(times), analyticsP95: quantile(times, 0.95) };
}

/** Milliseconds until the whole answer is there. */
async function timed(stage: BookingStage, path: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(stage.url + path, { headers: headersOf(stage) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text.slice(0, 200)}`);
  return performance.now() - started;
}

const headersOf = ({ token, cabinet }: BookingStage) => ({
  authorization: `Bearer ${token}`,
  'x-tenant-id': cabinet,
  'content-type': 'application/json',
});

/** Half hours of all practitioners that no other round uses. */
function* halfHours(stage: BookingStage, firstDay: number): Generator<{ practitionerId: string; startTime: string }> {
  for (let day = firstDay; ; day += 1) {
    if ([0, 6].includes(new Date(Date.now() + day * DAY_MS).getUTCDay())) continue;
    for (const time of ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30', '14:00', '14:30', '15:00', '15:30', '16:00'])
      for (const practitionerId of stage.practitioners) yield { practitionerId, startTime: `${date(day)}T${time}:00` };
  }
}

/** Bookings by several clients at once, each of a free time. */
async function book(stage: BookingStage, firstDay: number): Promise<Pick<Figures, 'booked' | 'bookCpu' | 'bookP95'>> {
  const times: number[] = [];
  const free = halfHours(stage, firstDay);
  let left = bookings;
  const client = async () => {
    while ((left -= 1) >= 0) {
      const patientId = stage.patients[left % stage.patients.length];
      const body = { ...free.next().value, patientId, type: 'consultation', duration: 30, force: true };
      const started = performance.now();
      const answer = await fetch(`${stage.url}/api/appointments`, {
        method: 'POST',
        headers: headersOf(stage),
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      if (answer.status !== 201) throw new Error(`${answer.status} ${text.slice(0, 300)}`);
      times.push(performance.now() - started);
    }
  };
  const [before, started] = [stage.spentMicros().all, performance.now()];
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - started) / 1_000;
  const bookCpu = (stage.spentMicros().all - before) / bookings / 1_000;
  return { booked: bookings / seconds, bookCpu, bookP95: quantile(times, 0.95) };
}

/** The peer: the least that stores a booking, three rows with an exclusion constraint in one transaction, without a service. */
async function bareRows(stage: BookingStage): Promise<number> {
  const pool = new pg.Pool({ connectionString: stage.databaseUrl, max: clients });
  await pool.query(`
    CREATE TABLE IF NOT EXISTS bare_busy (id uuid PRIMARY KEY, who uuid, span tstzrange, EXCLUDE USING gist (who WITH =, span WITH &&));
    CREATE TABLE IF NOT EXISTS bare_appointments (id uuid PRIMARY KEY, who uuid, patient uuid, type text, status text, start_time timestamptz);
    CREATE TABLE IF NOT EXISTS bare_changes (id uuid, version integer, change text, PRIMARY KEY (id, version));
    TRUNCATE bare_busy, bare_appointments, bare_changes`);
  const free = halfHours(stage, 1);
  let left = bookings;
  const client = async () => {
    while ((left -= 1) >= 0) {
      const { practitionerId, startTime } = free.next().value;
      const [id, connection] = [randomUUID(), await pool.connect()];
      await connection.query('BEGIN');
      await connection.query(
        `INSERT INTO bare_busy VALUES ($1, $2, tstzrange($3::timestamptz, $3::timestamptz + '30 minutes'))`,
        [id, practitionerId, startTime],
      );
      await connection.query(`INSERT INTO bare_appointments VALUES ($1, $2, $3, 'consultation', 'pending', $4)`, [
        id,
        practitionerId,
        stage.patients[0],
        startTime,
      ]);
      await connection.query(`INSERT INTO bare_changes VALUES ($1, 1, 'booked')`, [id]);
      await connection.query('COMMIT');
      connection.release();
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const perSecond = bookings / ((performance.now() - started) / 1_000);
  await pool.end();
  return perSecond;
}

const stage = await BookingStage.open();
const rounds: Figures[] = [];
try {
  for (const years of [0, Number(values.years)]) {
    process.stderr.write(`${years} years of appointments\n`);
    if (years > 0) await stage.fillYears(years);
    const firstDay = rounds.length === 0 ? 1 : 100; // the first bookings are in the four weeks that are read
    const booked = await book(stage, firstDay);
    const appointments = await stage.count();
    const reads = { ...(await freeTimes(stage)), ...(await analytics(stage)) };
    rounds.push({ appointments, ...booked, ...reads, bare: await bareRows(stage) });
  }
} finally {
  await stage.close();
}

const [small, large] = rounds;
if (!small || !large) throw new Error('A round is missing');
const verdict = (met: boolean) => (met ? 'met' : 'NOT met');
const row = (name: string, cell: (figures: Figures) => number, bar = '') =>
  console.log(
    `| ${name} | ${cell(small).toFixed(1)} | ${cell(large).toFixed(1)} | ${(cell(large) / cell(small)).toFixed(2)} | ${bar} |`,
  );
const ratioBar = (cell: (figures: Figures) => number) => `${LARGE_BAR} times: ${verdict(cell(large) <= LARGE_BAR * cell(small))}`;

console.log(
  `\n20 practitioners; ${bookings} bookings by ${clients} clients, ${requests} reads of free times one after the other.\n`,
);
console.log(`| | ${small.appointments} appointments | ${large.appointments} appointments | ratio | bar |`);
console.log('|---|---:|---:|---:|---|');
row('free times of all for 4 weeks, p50 ms', ({ freeP50 }) => freeP50);
row(
  'free times of all for 4 weeks, p95 ms',
  ({ freeP95 }) => freeP95,
  `${FREE_TIMES_BAR_MS} ms: ${verdict(small.freeP95 <= FREE_TIMES_BAR_MS && large.freeP95 <= FREE_TIMES_BAR_MS)}`,
);
row(
  'free times, CPU ms of all processes',
  ({ freeCpu }) => freeCpu,
  ratioBar(({ freeCpu }) => freeCpu),
);
row('figures of three years, p50 ms', ({ analyticsP50 }) => analyticsP50);
row(
  'figures of three years, p95 ms',
  ({ analyticsP95 }) => analyticsP95,
  `${ANALYTICS_BAR_MS} ms: ${verdict(large.analyticsP95 <= ANALYTICS_BAR_MS)}`,
);
row('bookings a second', ({ booked }) => booked, `${LARGE_BAR} times: ${verdict(large.booked * LARGE_BAR >= small.booked)}`);
row('booking, p95 ms', ({ bookP95 }) => bookP95);
row(
  'booking, CPU ms of all processes',
  ({ bookCpu }) => bookCpu,
  ratioBar(({ bookCpu }) => bookCpu),
);
row('bare rows a second, without a service', ({ bare }) => bare);
