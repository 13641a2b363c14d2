import { Injectable } from '@nestjs/common';
import type { PublicationKind } from '@veza/contracts';
import { Database, type SqlExecutor } from '@veza/database';
import { Hourly } from '@veza/platform';
import { placesOf } from './positions.js';

/** Of one person in the list of everybody, so that a flood of one displaces none of the others. */
export const FRONT = 3;
/** A thing that is withdrawn for longer loses its place; the trash of the catalog is emptied before. */
const WITHDRAWN_DAYS = 60;
const SWEPT_AT_ONCE = 5_000;

export interface NewPublication {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
}

/** Raw SQL: all writes run in transactions of events, behind one locked row that gives positions in the order of commits. */
@Injectable()
export class PublicationsRepository {
  constructor(private readonly database: Database) {}

  /** Those that exist keep their place, and are no longer withdrawn. */
  async publish(tx: SqlExecutor, kind: PublicationKind, personId: number, things: readonly NewPublication[]): Promise<void> {
    const clock = await this.lock(tx);
    const times = things.map(({ at }) => at);
    const placed = placesOf(clock, times);
    await tx.query('UPDATE publication_clock SET position = $1', [placed.clock]);
    await tx.query(
      `INSERT INTO publications (kind, person_id, thing_id, published_at, position)
       SELECT $1, $2, thing_id, published_at, position FROM unnest($3::integer[], $4::timestamptz[], $5::bigint[]) AS t (thing_id, published_at, position)
       ON CONFLICT (kind, thing_id) DO UPDATE SET withdrawn_at = NULL WHERE publications.withdrawn_at IS NOT NULL`,
      [kind, personId, things.map(({ id }) => id), times, placed.positions],
    );
    await this.setFront(tx, [personId]);
  }

  async withdraw(tx: SqlExecutor, kind: PublicationKind, ids: readonly number[]): Promise<void> {
    await this.lock(tx);
    const people = await tx.query<{ personId: number }>(
      `UPDATE publications SET withdrawn_at = now(), is_front = false
       WHERE kind = $1 AND thing_id = ANY($2::integer[]) AND withdrawn_at IS NULL RETURNING person_id AS "personId"`,
      [kind, ids],
    );
    await this.setFront(
      tx,
      people.map(({ personId }) => personId),
    );
  }

  async remove(tx: SqlExecutor, kind: PublicationKind, id: number): Promise<void> {
    await this.lock(tx);
    const people = await tx.query<{ personId: number }>(
      'DELETE FROM publications WHERE kind = $1 AND thing_id = $2 RETURNING person_id AS "personId"',
      [kind, id],
    );
    await this.setFront(
      tx,
      people.map(({ personId }) => personId),
    );
  }

  /** Two statements: each has an index of its own. */
  async removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    await this.lock(tx);
    await tx.query('DELETE FROM publications WHERE person_id = $1 AND withdrawn_at IS NULL', [personId]);
    await tx.query('DELETE FROM publications WHERE person_id = $1 AND withdrawn_at IS NOT NULL', [personId]);
  }

  @Hourly('sweep of withdrawn publications')
  async sweep(): Promise<void> {
    const sweepSome = () =>
      this.database.query(
        `DELETE FROM publications WHERE id IN (
           SELECT id FROM publications WHERE withdrawn_at < now() - make_interval(days => ${WITHDRAWN_DAYS}) LIMIT ${SWEPT_AT_ONCE})
         RETURNING 1`,
      );
    while ((await sweepSome()).length === SWEPT_AT_ONCE) continue;
  }

  private async lock(tx: SqlExecutor): Promise<number> {
    const [row] = await tx.query<{ position: string }>('SELECT position FROM publication_clock FOR UPDATE');
    if (!row) throw new Error('publication_clock has no row');
    return Number(row.position);
  }

  private async setFront(tx: SqlExecutor, people: readonly number[]): Promise<void> {
    for (const personId of new Set(people))
      await tx.query(
        `WITH front AS (
           SELECT id FROM publications WHERE person_id = $1 AND withdrawn_at IS NULL ORDER BY position DESC, id DESC LIMIT ${FRONT}
         ), mixed AS (
           SELECT id, true AS is_front FROM front
           UNION ALL SELECT id, false FROM publications WHERE person_id = $1 AND is_front AND id NOT IN (SELECT id FROM front)
         )
         UPDATE publications p SET is_front = mixed.is_front FROM mixed WHERE p.id = mixed.id AND p.is_front <> mixed.is_front`,
        [personId],
      );
  }
}
