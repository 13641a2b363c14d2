import { Injectable } from '@nestjs/common';
import { columnsOf, Database, type Transaction } from '@veza/database';
import { Hourly } from '@veza/platform';
import { Appointment } from '../appointments/appointment.entity.js';
import type { Member } from '../../practice/tenancy/access.js';

const MOST_LISTED = 100;
const MOST_UNTOLD = 50;

type Tenant = Pick<Member, 'cabinetId'>;

/** Of an appointment `a`: it is to come, and its practitioner has left or is absent then. The buffer may overlap an absence. */
const DISPLACED = `
  a.status IN ('pending', 'confirmed') AND a.start_time > now() AND (
    EXISTS (SELECT FROM practitioners r WHERE r.id = a.practitioner_id AND r.dismissed_at IS NOT NULL)
    OR EXISTS (SELECT FROM busy b WHERE b.kind = 'absence' AND b.practitioner_id = a.practitioner_id
      AND b.span && tstzrange(a.start_time, a.start_time + make_interval(mins => a.duration))))`;

/** Raw SQL: ranges, and changes of many rows by a condition. */
@Injectable()
export class ProposalsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Marks the appointments of a practitioner that have been displaced, in a span of time or in all of it, and returns at most
   * `most` of them, in order of time. Those whose patients have been told of it are not told again.
   */
  async displace(
    tx: Transaction,
    { cabinetId }: Tenant,
    { practitionerId, startTime, endTime }: { practitionerId: string; startTime?: Date; endTime?: Date },
    most: number,
  ): Promise<Appointment[]> {
    return tx.query<Appointment>(
      `WITH displaced AS MATERIALIZED (
         SELECT * FROM appointments a WHERE a.cabinet_id = $1 AND a.practitioner_id = $2 AND ${DISPLACED}
           AND tstzrange(a.start_time, a.start_time + make_interval(mins => a.duration)) && tstzrange($3, $4)),
       marked AS (
         INSERT INTO proposals AS p (appointment_id, cabinet_id, time_version)
         SELECT a.id, a.cabinet_id, a.time_version FROM displaced a
         ON CONFLICT (appointment_id) DO UPDATE SET time_version = excluded.time_version,
           told_at = CASE WHEN p.time_version = excluded.time_version THEN p.told_at END)
       SELECT ${columnsOf(Appointment, 'a')} FROM displaced a ORDER BY a.start_time, a.id LIMIT $5`,
      [cabinetId, practitionerId, startTime ?? null, endTime ?? null, most],
    );
  }

  /** Deletes the proposals of a calendar that are no longer needed: an absence has ended. */
  async settle(tx: Transaction, { cabinetId }: Tenant, practitionerId: string): Promise<void> {
    await tx.query(
      `DELETE FROM proposals p USING appointments a
       WHERE p.cabinet_id = $1 AND a.id = p.appointment_id AND a.practitioner_id = $2 AND NOT (${DISPLACED})`,
      [cabinetId, practitionerId],
    );
  }

  list(tx: Transaction, { cabinetId }: Tenant): Promise<Appointment[]> {
    return tx.query<Appointment>(
      `SELECT ${columnsOf(Appointment, 'a')} FROM proposals p JOIN appointments a ON a.id = p.appointment_id
       WHERE p.cabinet_id = $1 AND ${DISPLACED} ORDER BY a.start_time, a.id LIMIT ${MOST_LISTED}`,
      [cabinetId],
    );
  }

  async isDisplaced(tx: Transaction, { cabinetId }: Tenant, id: string): Promise<boolean> {
    const where = `a.cabinet_id = $1 AND a.id = $2 AND ${DISPLACED}`;
    return (await tx.query(`SELECT FROM appointments a WHERE ${where}`, [cabinetId, id])).length > 0;
  }

  /** Of all cabinets, the oldest first: only a function of the schema's owner may see them. */
  untold(): Promise<{ cabinetId: string; appointmentId: string }[]> {
    return this.database.query(
      `SELECT cabinet_id AS "cabinetId", appointment_id AS "appointmentId" FROM untold_proposals(${MOST_UNTOLD})`,
    );
  }

  /** False when another replica has done it. */
  async setTold(tx: Transaction, { cabinetId }: Tenant, id: string): Promise<boolean> {
    const rows = await tx.query(
      `WITH told AS (UPDATE proposals SET told_at = now() WHERE appointment_id = $1 AND cabinet_id = $2 AND told_at IS NULL RETURNING 1)
       SELECT FROM told`,
      [id, cabinetId],
    );
    return rows.length > 0;
  }

  @Hourly('sweep of proposals')
  async sweep(): Promise<void> {
    await this.database.query('SELECT sweep_proposals()');
  }
}
