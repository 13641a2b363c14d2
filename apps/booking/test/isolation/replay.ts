import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import type { Statement } from './statements.js';

/** The settings of a transaction: those of `CabinetDatabase`. */
export interface Asking {
  name: string;
  userId: number | '';
  platformAdmin: boolean;
  cabinetId: string;
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)?/g;

/** A job has deleted the rows of this table, by their ids: they are those of the statements again. */
const FREED = `
  INSERT INTO booking.freed_times (id, cabinet_id) OVERRIDING SYSTEM VALUE
  SELECT id, $1 FROM generate_series(1, 1000) AS id ON CONFLICT DO NOTHING`;

interface Outcome {
  rows: unknown;
  changed: string;
}

/**
 * Sends statements with the role of the service and other settings than before, and compares what they return while a cabinet
 * has rows with what they return when it has none. Each is rolled back.
 */
export class Replay {
  private constructor(
    private readonly owner: pg.PoolClient,
    private readonly role: string,
    private readonly cabinetId: string,
    private readonly tables: readonly { name: string; column: string }[],
    readonly ids: ReadonlySet<string>,
  ) {}

  /** Watches the rows of the cabinet in every table that has a cabinet. */
  static async of(owner: pg.PoolClient, role: string, cabinetId: string): Promise<Replay> {
    const tables = await tablesOf(owner);
    const texts: string[] = [];
    await owner.query(`
      CREATE FUNCTION public.note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        IF position('${cabinetId}' IN coalesce(OLD::text, '')) > 0 OR position('${cabinetId}' IN coalesce(NEW::text, '')) > 0
        THEN PERFORM set_config('test.changed', TG_OP || ' of ' || TG_TABLE_NAME, true); END IF;
        RETURN NULL;
      END $$`);
    for (const { name, column } of tables) {
      await owner.query(
        `CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON booking.${name} FOR EACH ROW EXECUTE FUNCTION public.note_change()`,
      );
      const { rows } = await owner.query<{ row: string }>(
        `SELECT row_to_json(t)::text AS row FROM booking.${name} t WHERE ${column} = $1`,
        [cabinetId],
      );
      texts.push(...rows.map(({ row }) => row));
    }
    return new Replay(owner, role, cabinetId, tables, new Set(texts.flatMap((text) => text.match(UUID) ?? [])));
  }

  end(): void {
    this.owner.release();
  }

  /** Names of tables that have no row of the cabinet: statements about them prove nothing. */
  async emptyTables(): Promise<string[]> {
    const empty: string[] = [];
    for (const { name, column } of this.tables) {
      const { rowCount } = await this.owner.query(`SELECT FROM booking.${name} WHERE ${column} = $1 LIMIT 1`, [this.cabinetId]);
      if (rowCount === 0) empty.push(name);
    }
    return empty;
  }

  /** Of all rows of the cabinet. */
  async checksum(): Promise<string[]> {
    const sums: string[] = [];
    for (const { name, column } of this.tables) {
      const { rows } = await this.owner.query<{ sum: string }>(
        `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS sum FROM booking.${name} t WHERE ${column} = $1`,
        [this.cabinetId],
      );
      sums.push(`${name} ${rows[0]?.sum}`);
    }
    return sums;
  }

  /** What is wrong, in sentences. */
  async problems(asking: Asking, statements: readonly Statement[]): Promise<string[]> {
    const present = await this.inTransaction(async () => {
      await this.owner.query(FREED, [this.cabinetId]);
      return this.send(asking, statements);
    });
    const absent = await this.inTransaction(async () => {
      await this.owner.query('SET LOCAL session_replication_role = replica');
      for (const { name, column } of this.tables)
        await this.owner.query(`DELETE FROM booking.${name} WHERE ${column} = $1`, [this.cabinetId]);
      await this.owner.query('SET LOCAL session_replication_role = origin');
      return this.send(asking, statements);
    });
    return statements.flatMap(({ method, sql, values }, index) => {
      const [one, other] = [present[index], absent[index]];
      const wrong = (what: string) => `${method} as ${asking.name} ${what}: ${sql.replace(/\s+/g, ' ').trim().slice(0, 300)}`;
      if (one === undefined) return [];
      if (one.changed !== '') return [wrong(`makes an ${one.changed} of the other cabinet`)];
      const text = JSON.stringify(one.rows);
      const sent = JSON.stringify(values);
      const strange = (text.match(UUID) ?? []).find((id) => this.ids.has(id) && !sent.includes(id));
      if (strange !== undefined) return [wrong('returns an id of the other cabinet')];
      const isEqual = isDeepStrictEqual(masked(text, sent), masked(JSON.stringify(other?.rows ?? []), sent));
      return isEqual ? [] : [wrong('returns something else while the other cabinet has rows')];
    });
  }

  private async inTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      await this.owner.query(`BEGIN; SET LOCAL lock_timeout = '2s'`);
      return await work();
    } finally {
      await this.owner.query('ROLLBACK');
    }
  }

  /** The outcome of each statement; undefined for one that Postgres has refused. */
  private async send(asking: Asking, statements: readonly Statement[]): Promise<(Outcome | undefined)[]> {
    await this.owner.query(`SET LOCAL search_path = booking, public; SET LOCAL ROLE "${this.role}"`);
    await this.owner.query(
      `SELECT set_config('booking.user_id', $1, true), set_config('booking.platform_admin', $2, true),
         set_config('booking.cabinet_id', $3, true), set_config('test.changed', '', true)`,
      [String(asking.userId), String(asking.platformAdmin), asking.cabinetId],
    );
    const outcomes: (Outcome | undefined)[] = [];
    await this.owner.query('SAVEPOINT before');
    for (const { sql, values } of statements) {
      try {
        const { rows } = await this.owner.query(sql, [...values]);
        const { rows: changes } = await this.owner.query<{ changed: string }>(
          `SELECT current_setting('test.changed') AS changed`,
        );
        outcomes.push({ rows, changed: changes[0]?.changed ?? '' });
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) throw error;
        outcomes.push(undefined);
      }
      await this.owner.query('ROLLBACK TO SAVEPOINT before');
    }
    return outcomes;
  }
}

/** Tables with a cabinet, the table of cabinets included. */
async function tablesOf(owner: pg.PoolClient): Promise<{ name: string; column: string }[]> {
  const { rows } = await owner.query<{ name: string; column: string }>(`
    SELECT relname AS name, attname AS column FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE relnamespace = 'booking'::regnamespace AND relkind IN ('r', 'p')
      AND (attname = 'cabinet_id' OR relname = 'cabinets' AND attname = 'id') ORDER BY relname`);
  return rows;
}

/** New ids and times of a reply differ in every run; those that were sent do not. */
const masked = (text: string, sent: string) =>
  text.replace(UUID, (id) => (sent.includes(id) ? id : 'new id')).replace(TIME, (time) => (sent.includes(time) ? time : 'time'));
