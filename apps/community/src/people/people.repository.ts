import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';

/** What a change of relations reads of a locked person. */
export interface LockedPerson {
  readonly id: number;
  readonly following: number;
  readonly isHidden: boolean;
  readonly followsToday: number;
  readonly likesToday: number;
}

/** After the last ban of a person was imposed. */
const PROBATION_DAYS = 30;

const LOCKED = `id, following, is_hidden AS "isHidden",
  CASE WHEN acts_on = current_date THEN follows_that_day ELSE 0 END AS "followsToday",
  CASE WHEN acts_on = current_date THEN likes_that_day ELSE 0 END AS "likesToday"`;

/** Raw SQL: people are created and locked in the order of their ids, and the day is that of Postgres. */
@Injectable()
export class PeopleRepository {
  constructor(private readonly database: Database) {}

  /** The people by id, in any order of the ids given; those without a relation get a row. Changes of one wait for each other. */
  async lock(tx: SqlExecutor, ...ids: number[]): Promise<LockedPerson[]> {
    await tx.query(
      'INSERT INTO people (id) SELECT id FROM unnest($1::integer[]) AS given (id) ORDER BY id ON CONFLICT DO NOTHING',
      [ids],
    );
    const rows = await tx.query<LockedPerson>(
      `SELECT ${LOCKED} FROM people WHERE id = ANY($1::integer[]) ORDER BY id FOR UPDATE`,
      [ids],
    );
    return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
  }

  /** Counts a new relation for the limits of the day. */
  async count(tx: SqlExecutor, { id, followsToday, likesToday }: LockedPerson, act: 'follow' | 'like'): Promise<void> {
    await tx.query('UPDATE people SET acts_on = current_date, follows_that_day = $2, likes_that_day = $3 WHERE id = $1', [
      id,
      followsToday + (act === 'follow' ? 1 : 0),
      likesToday + (act === 'like' ? 1 : 0),
    ]);
  }

  /** @param until ISO 8601; null: without end */
  async setHidden(tx: SqlExecutor, id: number, isHidden: boolean, until: string | null): Promise<void> {
    await tx.query(
      'UPDATE people SET is_hidden = $2, hidden_until = $3, banned_at = CASE WHEN $2 THEN now() ELSE banned_at END WHERE id = $1',
      [id, isHidden, isHidden ? (until ?? 'infinity') : null],
    );
  }

  async wasBannedLately(id: number): Promise<boolean> {
    const sql = `SELECT 1 FROM people WHERE id = $1 AND banned_at > now() - make_interval(days => ${PROBATION_DAYS})`;
    return (await this.database.prepared('banned-lately', sql, [id])).length > 0;
  }

  /** One whose ban has ended by its time; other replicas skip it meanwhile. */
  async takeReturned(tx: SqlExecutor): Promise<number | undefined> {
    const [person] = await tx.query<{ id: number }>(
      'SELECT id FROM people WHERE is_hidden AND hidden_until <= now() ORDER BY hidden_until LIMIT 1 FOR UPDATE SKIP LOCKED',
    );
    return person?.id;
  }

  async isHidden(id: number): Promise<boolean> {
    const rows = await this.database.prepared('hidden-person', 'SELECT 1 FROM people WHERE id = $1 AND is_hidden', [id]);
    return rows.length > 0;
  }

  async remove(tx: SqlExecutor, id: number): Promise<void> {
    await tx.query('DELETE FROM people WHERE id = $1', [id]);
  }
}
