import { Injectable } from '@nestjs/common';
import { type AppointmentType, type CabinetRole, type Caller, type HirePractitioner, practitionerEvents } from '@veza/contracts';
import { columnsOf, once, type Transaction } from '@veza/database';
import { Outbox } from '@veza/transport';
import { IsNull } from 'typeorm';
import { closedDates, type HolidayChoice } from '../holidays/closed-dates.js';
import { CabinetMembership } from '../cabinets/membership.entity.js';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { Practitioner } from './practitioner.entity.js';

const MOST = 500;

/**
 * A practitioner with the time zone of the cabinet, in which the working hours are written. `buffer` is that of the treatment
 * or type of appointment, if it has one, and `exceptions` include the public holidays of the cabinet.
 */
export type Calendar = Practitioner & {
  timezone: string;
  /** Minutes that an appointment of the treatment or type takes; null if each booking names them. */
  usualDuration: number | null;
  /** Whether the practitioner offers the treatment of the query. */
  offers: boolean;
  /** The rooms and devices of which an appointment of the kind uses one, in order of preference; null if it needs none. */
  facilityIds: string[] | null;
};

/** Of which kind an appointment is. */
export interface AppointmentKind {
  type?: AppointmentType;
  /** Its length and buffer count in place of those of the type. */
  treatmentId?: string | null;
}

export interface CalendarQuery extends AppointmentKind {
  id?: string;
}

interface CalendarRow extends Practitioner, HolidayChoice {
  timezone: string;
  typeDuration: number | null;
  typeBuffer: number | null;
  offers: boolean;
  facilityIds: string[] | null;
}

/** The need of the treatment, if there is one, in place of that of the type. Read once: it refers to no practitioner. */
const FACILITIES = `
  SELECT coalesce(array_agg(f.id ORDER BY f.name, f.id) FILTER (WHERE f.id IS NOT NULL), '{}')
  FROM (
    SELECT facility_kind, facility_id FROM treatments WHERE cabinet_id = $1 AND id = $4
    UNION ALL SELECT facility_kind, facility_id FROM appointment_types WHERE cabinet_id = $1 AND type = $3
      AND NOT EXISTS (SELECT FROM treatments WHERE cabinet_id = $1 AND id = $4)
  ) AS need LEFT JOIN facilities f ON f.cabinet_id = $1 AND NOT f.is_archived
    AND (f.id = need.facility_id OR fold(f.kind) = fold(need.facility_kind))
  WHERE need.facility_kind IS NOT NULL OR need.facility_id IS NOT NULL HAVING count(*) > 0`;

/** Raw SQL: each read of slots begins with it, so the joins are one statement. */
const CALENDARS = `
  SELECT ${columnsOf(Practitioner, 'p')}, c.timezone, c.holiday_region AS "holidayRegion", c.open_holidays AS "openHolidays",
    CASE WHEN m.id IS NULL THEN t.duration ELSE m.duration END AS "typeDuration",
    CASE WHEN m.id IS NULL THEN t.buffer ELSE m.buffer END AS "typeBuffer",
    m.id IS NULL OR m.practitioner_ids = '{}' OR p.id = ANY (m.practitioner_ids) AS offers,
    (${FACILITIES}) AS "facilityIds"
  FROM practitioners p JOIN cabinets c ON c.id = p.cabinet_id
    LEFT JOIN appointment_types t ON t.cabinet_id = p.cabinet_id AND t.type = $3
    LEFT JOIN treatments m ON m.cabinet_id = p.cabinet_id AND m.id = $4
  WHERE p.cabinet_id = $1 AND ($2::uuid IS NULL OR p.id = $2) ORDER BY p.last_name, p.first_name, p.id LIMIT ${MOST}`;

@Injectable()
export class PractitionersRepository {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly outbox: Outbox,
  ) {}

  /** Writes the membership and the practitioner, or replaces both. */
  hire(caller: Caller, { role, ...facts }: HirePractitioner): Promise<Practitioner> {
    const { cabinetId, userId } = facts;
    return this.database.transaction(caller, async (tx) => {
      await once(tx, async () => {
        await tx.upsert(CabinetMembership, { cabinetId, userId, role }, ['cabinetId', 'userId']);
        await tx.upsert(Practitioner, { ...facts, dismissedAt: null }, ['cabinetId', 'userId']);
      });
      return tx.findOneByOrFail(Practitioner, { cabinetId, userId });
    });
  }

  /** Null when no such practitioner works there. A row that the caller may not change cannot be locked either. */
  working(tx: Transaction, cabinetId: string, id: string, locked?: 'locked'): Promise<Practitioner | null> {
    const where = { id, cabinetId, dismissedAt: IsNull() };
    return tx.findOne(Practitioner, { where, ...(locked && { lock: { mode: 'pessimistic_write' } }) });
  }

  async update(tx: Transaction, id: string, changes: Partial<Practitioner>): Promise<Practitioner> {
    if (Object.keys(changes).length > 0) await tx.update(Practitioner, { id }, changes);
    return tx.findOneByOrFail(Practitioner, { id });
  }

  async roleOf(tx: Transaction, cabinetId: string, userId: number): Promise<CabinetRole> {
    return (await tx.findOneByOrFail(CabinetMembership, { cabinetId, userId })).role;
  }

  async dismiss(tx: Transaction, cabinetId: string, { id, userId }: { id: string; userId: number }): Promise<void> {
    await tx.update(Practitioner, { id }, { workingHours: [], exceptions: [], dismissedAt: () => 'now()' });
    await tx.delete(CabinetMembership, { cabinetId, userId });
    await this.outbox.append(tx, practitionerEvents.dismissed, { cabinetId, userId });
  }

  list(caller: Caller, cabinetId: string): Promise<Practitioner[]> {
    return this.database.transaction(caller, (tx) =>
      tx.find(Practitioner, {
        where: { cabinetId, dismissedAt: IsNull() },
        order: { lastName: 'ASC', firstName: 'ASC', id: 'ASC' },
        take: MOST,
      }),
    );
  }

  /** Also those of former practitioners, by last name. */
  async calendars(tx: Transaction, { cabinetId }: Member, { id, type, treatmentId }: CalendarQuery = {}): Promise<Calendar[]> {
    const rows = await tx.query<CalendarRow>(CALENDARS, [cabinetId, id ?? null, type ?? null, treatmentId ?? null]);
    const closed = rows[0] ? await closedDates(rows[0]) : [];
    return rows.map(({ holidayRegion: _, openHolidays: _open, typeDuration, typeBuffer, ...practitioner }) => ({
      ...practitioner,
      buffer: typeBuffer ?? practitioner.buffer,
      exceptions: [...closed, ...practitioner.exceptions], // of two for one date, the latter applies
      usualDuration: typeDuration,
    }));
  }
}
