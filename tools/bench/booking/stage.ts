import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort, type RunningServer } from '@veza/servers';
import pg from 'pg';
import { z } from 'zod';
import { cpuMicros, familyCpuMicros } from '../measure/cpu.js';
import { durablePostgres, throwAwayRedis } from '../measure/servers.js';
import { migrate, Service } from '../measure/services.js';

export const PRACTITIONERS = 20;
const PATIENTS = 500;
const DEMO = fileURLToPath(new URL('../../../demo', import.meta.url));
const ADMIN = { email: 'admin@bench.example', password: 'Correct-Horse-Battery-9' };
const OWNER = { username: 'bench_owner', email: 'owner@bench.example', password: 'Correct-Horse-Battery-7' };
/** Monday to Friday, as "tools/demo appointments" fills them. */
const WEEK = [1, 2, 3, 4, 5].flatMap((day) => [
  { day, start: '09:00', end: '12:00' },
  { day, start: '14:00', end: '18:00' },
]);

const Signed = z.object({ accessToken: z.string() });
const Made = z.object({ id: z.string() });

/** A gateway and a booking service as deployed, on a Postgres with fsync: one cabinet with its practitioners and patients. */
export class BookingStage {
  private constructor(
    readonly url: string,
    readonly cabinet: string,
    readonly practitioners: readonly string[],
    readonly patients: readonly string[],
    readonly token: string,
    readonly databaseUrl: string,
    private readonly services: readonly Service[],
    private readonly postgres: RunningServer,
    private readonly redis: RunningServer,
  ) {}

  static async open(): Promise<BookingStage> {
    const postgres = await durablePostgres();
    const redis = await throwAwayRedis();
    const http = await freePort();
    const settings = {
      VEZA_SECRET: 'a master secret that only the benchmark uses',
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      HTTP_PORT: String(http),
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      LIMIT_REQUESTS_ADDRESS: '100000000',
      LIMIT_REQUESTS_USER: '100000000',
    };
    for (const app of ['gateway', 'booking']) migrate(app, settings);
    const services = [await Service.start('booking', settings), await Service.start('gateway', settings)];
    const url = `http://127.0.0.1:${http}`;
    const admin = Signed.parse(await post(url, '/api/auth/login', ADMIN)).accessToken;
    const token = Signed.parse(await post(url, '/api/v1/signup', OWNER)).accessToken;
    const cabinet = Made.parse(
      await post(url, '/api/cabinets', { name: 'Bench', timezone: 'Europe/Paris' }, { token: admin }),
    ).id;
    const accounts = await query(
      postgres.url,
      `INSERT INTO identity.users (username, email, password_hash)
       SELECT 'practitioner' || n, 'practitioner' || n || '@bench.example', '' FROM generate_series(2, ${PRACTITIONERS}) n RETURNING id`,
    );
    const [owner] = await query(postgres.url, `SELECT id FROM identity.users WHERE username = '${OWNER.username}'`);
    const practitioners: string[] = [];
    for (const { id } of [owner ?? { id: '' }, ...accounts]) {
      const facts = { userId: String(id), firstName: 'Ada', lastName: `N${id}`, workingHours: WEEK, role: 'manager' };
      practitioners.push(Made.parse(await post(url, `/api/cabinets/${cabinet}/practitioners`, facts, { token: admin })).id);
    }
    const patients = await query(
      postgres.url,
      `INSERT INTO booking.patients (cabinet_id, first_name, last_name, email)
       SELECT '${cabinet}', 'Rose', 'N' || n, 'rose' || n || '@bench.example' FROM generate_series(1, ${PATIENTS}) n RETURNING id`,
    );
    const ids = patients.map(({ id }) => String(id));
    return new BookingStage(url, cabinet, practitioners, ids, token, postgres.url, services, postgres, redis);
  }

  /** Past years of 20 practitioners: about 73,000 appointments each. Returns the number of all appointments. */
  async fillYears(years: number): Promise<number> {
    const { status } = spawnSync('sh', [DEMO, 'appointments', this.cabinet, String(years)], {
      env: { PATH: process.env['PATH'], VEZA_DATABASE_URL: this.databaseUrl },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error('The appointments could not be made');
    await query(this.databaseUrl, 'VACUUM ANALYZE booking.appointments, booking.appointment_changes, booking.busy'); // as autovacuum does
    return this.count();
  }

  async count(): Promise<number> {
    const [row] = await query(this.databaseUrl, 'SELECT count(*)::integer AS id FROM booking.appointments');
    return Number(row?.id);
  }

  /** Of all processes of the stage, Postgres with its backends. */
  spentMicros(): { postgres: number; all: number } {
    const postgres = familyCpuMicros(this.postgres.pid);
    return { postgres, all: postgres + this.services.reduce((sum, { pid }) => sum + cpuMicros(pid), 0) };
  }

  async close(): Promise<void> {
    for (const service of this.services) await service.kill();
    await this.redis.stop();
    await this.postgres.stop();
  }
}

async function query(url: string, sql: string): Promise<{ id: number | string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ id: number | string }>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A POST that must succeed. */
async function post(url: string, path: string, body: object, as?: { token: string }): Promise<unknown> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(as && { authorization: `Bearer ${as.token}` }) },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}
