import { Injectable } from '@nestjs/common';
import { AppointmentOrigin, AppointmentStatus, AppointmentType } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import type { Member } from '../../practice/tenancy/access.js';

const COUNTED = [
  ...AppointmentStatus.options.map((value) => `status_${value}`),
  ...AppointmentType.options.map((value) => `type_${value}`),
  ...AppointmentOrigin.options.map((value) => `origin_${value}`),
];
const SUMS = COUNTED.map((name) => `sum(${name})::integer AS ${name}`).join(', ');

/** Sums of counts, by the name of the column: `status_pending`, `type_implant`, `origin_staff`. */
export type Counts = Record<string, number> & { booked_minutes: number; lead_minutes: number };
export type CountsByDay = Counts & { day: string };
export type CountsByPractitioner = Counts & { practitionerId: string };

/** Dates of the cabinet, both included. */
export interface CountedRange {
  dateFrom: string;
  dateTo: string;
  practitionerId?: string;
}

/** The kept counts of a cabinet. Raw SQL: sums. */
@Injectable()
export class AnalyticsRepository {
  byDay(tx: Transaction, member: Member, range: CountedRange): Promise<CountsByDay[]> {
    return this.sums<CountsByDay>(tx, member, range, 'day', 'day::text AS day');
  }

  byPractitioner(tx: Transaction, member: Member, range: CountedRange): Promise<CountsByPractitioner[]> {
    return this.sums<CountsByPractitioner>(tx, member, range, 'practitioner_id', 'practitioner_id AS "practitionerId"');
  }

  private sums<Row>(tx: Transaction, { cabinetId }: Member, range: CountedRange, group: string, key: string): Promise<Row[]> {
    const { dateFrom, dateTo, practitionerId = null } = range;
    return tx.query<Row>(
      `SELECT ${key}, ${SUMS}, sum(booked_minutes)::float8 AS booked_minutes, sum(lead_minutes)::float8 AS lead_minutes
       FROM appointment_days
       WHERE cabinet_id = $1 AND day BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR practitioner_id = $4)
       GROUP BY ${group} ORDER BY ${group}`,
      [cabinetId, dateFrom, dateTo, practitionerId],
    );
  }
}
