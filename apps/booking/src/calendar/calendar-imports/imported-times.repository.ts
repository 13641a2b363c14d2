import { Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import type { Member } from '../../practice/tenancy/access.js';
import type { Span } from '../../practice/time/cabinet-time.js';
import type { CalendarImport } from './calendar-import.entity.js';

type Imported = Pick<CalendarImport, 'id' | 'practitionerId' | 'createdBy'>;

const WANTED = `(SELECT tstzrange(start_time, end_time) AS span FROM unnest($2::timestamptz[], $3::timestamptz[]) AS w (start_time, end_time))`;

/**
 * The busy times of imported calendars. They are entered over everything, like absences that override: holds end, and what is there
 * keeps its place in the layer below. Unlike these they displace no appointment. Raw SQL: ranges, and many rows at once.
 */
@Injectable()
export class ImportedTimesRepository {
  /** The appointments of the cabinet among these ids. */
  async ownAppointments(tx: Transaction, { cabinetId }: Member, ids: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>('SELECT id FROM appointments WHERE cabinet_id = $1 AND id = ANY ($2::uuid[])', [
      cabinetId,
      ids,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Replaces the times of an import, in a locked calendar. The spans do not overlap; those that stay are not written. */
  async replace(
    tx: Transaction,
    { cabinetId }: Member,
    { id, practitionerId, createdBy }: Imported,
    spans: readonly Span[],
  ): Promise<void> {
    const wanted = [spans.map(({ start }) => new Date(start)), spans.map(({ end }) => new Date(end))];
    await tx.query(`DELETE FROM busy b WHERE b.import_id = $1 AND NOT EXISTS (SELECT FROM ${WANTED} w WHERE w.span = b.span)`, [
      id,
      ...wanted,
    ]);
    const added = await tx.query<{ start: Date; end: Date }>(
      `SELECT lower(w.span) AS start, upper(w.span) AS end FROM ${WANTED} w
       WHERE NOT EXISTS (SELECT FROM busy b WHERE b.import_id = $1 AND b.span = w.span)`,
      [id, ...wanted],
    );
    if (added.length === 0) return;
    const values = [practitionerId, added.map(({ start }) => start), added.map(({ end }) => end)];
    const overlapping = (row: string) =>
      `${row}.practitioner_id = $1 AND EXISTS (SELECT FROM ${WANTED} w WHERE w.span && ${row}.span)`;
    await tx.query(`DELETE FROM busy b WHERE b.kind = 'hold' AND ${overlapping('b')}`, values);
    await tx.query(`UPDATE busy b SET layers = '[0,1)' WHERE upper_inf(b.layers) AND ${overlapping('b')}`, values);
    await tx.query(
      `INSERT INTO busy (cabinet_id, practitioner_id, kind, import_id, span, layers, created_by)
       SELECT $4, $1, 'imported', $5, w.span, int8range(top, top + 1), $6 FROM ${WANTED} w, LATERAL (
         SELECT 1 + coalesce(max(lower(b.layers)), 0) AS top FROM busy b WHERE b.practitioner_id = $1 AND b.span && w.span) AS others`,
      [...values, cabinetId, id, createdBy],
    );
  }
}
