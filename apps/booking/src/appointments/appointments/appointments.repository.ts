import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ANY_PRACTITIONER, DeclaredError, type CreateAppointment, type ListAppointments, type PageQuery } from '@veza/contracts';
import {
  columnsOf,
  insertReturning,
  oneRow,
  type Page,
  QueryParts,
  readPage,
  type Transaction,
  updateReturning,
} from '@veza/database';
import { In, MoreThanOrEqual, Raw } from 'typeorm';
import { SealedNotesService } from '../../patients/sealed-notes/sealed-notes.service.js';
import { FIRST_WAITING, type Member } from '../../practice/tenancy/access.js';
import { Appointment } from './appointment.entity.js';
import { AppointmentHistory } from './appointment-history.entity.js';
import type { Changed } from './transitions.js';

const MOST_WORDS = 8;
const MOST_CHANGES = 500;
const REPEATED_WITHIN = '10 minutes';

const KEYS = { startTime: 'start_time', createdAt: 'created_at', updatedAt: 'updated_at' } as const;

/** `before` excludes its instant. */
export interface AppointmentsFilter
  extends
    PageQuery,
    Pick<Partial<ListAppointments>, 'status' | 'type' | 'practitionerId' | 'facilityId' | 'patientId' | 'urgency' | 'search'> {
  from?: Date;
  before?: Date;
  /** Only appointments that have not ended. */
  ahead?: boolean;
  order: Pick<ListAppointments, 'sortBy' | 'sortOrder'>;
}

/** Appointments of the member's cabinet. Row-level security shows no other ones; the condition is for the index. */
@Injectable()
export class AppointmentsRepository {
  constructor(private readonly sealed: SealedNotesService) {}

  /** The id of a new appointment, and its notes sealed: everything that needs no time in a calendar yet. */
  async prepare(tx: Transaction, { cabinetId }: Member, notes: string | null): Promise<PreparedAppointment> {
    const id = randomUUID();
    return { ...(await this.sealed.seal(tx, { id, cabinetId }, notes)), id };
  }

  /** With its notes sealed. */
  insert(tx: Transaction, { cabinetId, userId }: Member, row: NewAppointment & PreparedAppointment): Promise<Appointment> {
    return insertReturning(tx, Appointment, {
      ...row,
      cabinetId,
      createdBy: userId,
      ...(userId < 0 && { origin: userId <= -FIRST_WAITING ? ('waiting_list' as const) : ('public' as const) }),
    });
  }

  async find(tx: Transaction, { cabinetId }: Member, id: string): Promise<Appointment | null> {
    return this.opened(tx, await tx.findOneBy(Appointment, { id, cabinetId }));
  }

  /** Locks the row until the transaction ends. */
  async lock(tx: Transaction, { cabinetId }: Member, id: string): Promise<Appointment | null> {
    return this.opened(tx, await tx.findOne(Appointment, { where: { id, cabinetId }, lock: { mode: 'pessimistic_write' } }));
  }

  /** The open appointments of a series from one on, locked in order of time; NOT_FOUND for an appointment of no series. */
  async lockFollowing(tx: Transaction, member: Member, id: string): Promise<Appointment[]> {
    const { cabinetId } = member;
    const first = await this.find(tx, member, id);
    if (!first || first.seriesId === null) throw new DeclaredError('NOT_FOUND');
    const following = await tx.find(Appointment, {
      where: {
        cabinetId,
        seriesId: first.seriesId,
        startTime: MoreThanOrEqual(first.startTime),
        status: In(['pending', 'confirmed']),
      },
      order: { startTime: 'ASC', id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return this.sealed.open(tx, following);
  }

  /** The open appointments of a patient that are to come, locked in order of time. */
  async lockToCome(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<Appointment[]> {
    const toCome = await tx.find(Appointment, {
      where: { cabinetId, patientId, status: In(['pending', 'confirmed']), startTime: Raw((column) => `${column} > now()`) },
      order: { startTime: 'ASC', id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return this.sealed.open(tx, toCome);
  }

  /** The columns of a change, its notes sealed. */
  async prepareUpdate(tx: Transaction, before: Appointment, { notes, ...changed }: Changed): Promise<PreparedUpdate> {
    return notes === undefined ? changed : { ...changed, ...(await this.sealed.seal(tx, before, notes)) };
  }

  /** With its notes sealed. */
  async update(tx: Transaction, { id, cabinetId, version }: Appointment, prepared: PreparedUpdate): Promise<Appointment> {
    const presenceAt = prepared.presence === null ? null : () => 'now()';
    const since = prepared.presence === undefined ? {} : { presenceAt };
    const next = { ...prepared, ...since, version: version + 1, updatedAt: () => 'now()' };
    return oneRow(await updateReturning(tx, Appointment, { id, cabinetId }, next));
  }

  /** Adds a row to the history: the appointment after the change, by the account or else by the visitor. */
  async record(
    tx: Transaction,
    { userId, account = userId }: Member,
    { id, ...after }: Appointment,
    { change, reason }: Pick<AppointmentHistory, 'change' | 'reason'>,
  ): Promise<void> {
    const { version, cabinetId, status, practitionerId, startTime, duration, presence } = after;
    const facts = { version, cabinetId, status, practitionerId, startTime, duration, presence };
    await tx.insert(AppointmentHistory, { ...facts, appointmentId: id, change, userId: account, reason });
  }

  /**
   * The id of an open appointment of the patient that overlaps these minutes. Raw SQL: ends are computed by Postgres.
   */
  async ofPatientAt(
    tx: Transaction,
    { cabinetId }: Member,
    patientId: string,
    { startTime, duration }: Pick<Appointment, 'startTime' | 'duration'>,
  ): Promise<string | undefined> {
    const [found] = await tx.query<{ id: string }>(
      `SELECT id FROM appointments WHERE patient_id = $1 AND cabinet_id = $2 AND status IN ('pending', 'confirmed')
         AND start_time < $3::timestamptz + make_interval(mins => $4) AND start_time + make_interval(mins => duration) > $3
       ORDER BY start_time, id LIMIT 1`,
      [patientId, cabinetId, startTime, duration],
    );
    return found?.id;
  }

  history(tx: Transaction, { cabinetId }: Member, appointmentId: string): Promise<AppointmentHistory[]> {
    const where = { appointmentId, cabinetId };
    return tx.find(AppointmentHistory, { where, order: { version: 'DESC' }, take: MOST_CHANGES });
  }

  /**
   * The id of an appointment that the member has booked in the last minutes with the same practitioner, start and patient.
   * Raw SQL: its age is measured on the clock of Postgres, and new patients are compared by their fields.
   */
  async repeated(
    tx: Transaction,
    { cabinetId, userId }: Member,
    { practitionerId, patientId, patientData }: CreateAppointment,
    startTime: Date,
  ): Promise<string | undefined> {
    const [found] = await tx.query<{ id: string }>(
      `SELECT a.id FROM appointments a JOIN patients p ON p.id = a.patient_id
       WHERE ($1 = '${ANY_PRACTITIONER}' OR a.practitioner_id::text = $1) AND a.start_time = $2 AND a.cabinet_id = $3 AND a.created_by = $4
         AND a.status IN ('pending', 'confirmed') AND a.created_at > now() - interval '${REPEATED_WITHIN}'
         AND (a.patient_id = coalesce((SELECT m.merged_into FROM patients m WHERE m.id = $5), $5) OR $5::uuid IS NULL AND p.email IS NOT DISTINCT FROM $6 AND p.first_name = $7 AND p.last_name = $8)
       ORDER BY a.created_at LIMIT 1`,
      [
        practitionerId,
        startTime,
        cabinetId,
        userId,
        patientId ?? null,
        patientData?.email ?? null,
        patientData?.firstName,
        patientData?.lastName,
      ],
    );
    return found?.id;
  }

  /** Raw SQL: keyset pages, and a search in the folded names of patients. */
  /** With their notes sealed. */
  list(tx: Transaction, { cabinetId }: Member, filter: AppointmentsFilter): Promise<Page<Appointment>> {
    const { search = '', order } = filter;
    const parts = new QueryParts();
    parts.and(`cabinet_id = ${parts.bind(cabinetId)}`);
    for (const [column, values] of [
      ['status', filter.status],
      ['type', filter.type],
    ] as const)
      if (values && values.length > 0) parts.and(`${column} = ANY (${parts.bind(values)}::text[])`);
    for (const [condition, value] of [
      ['practitioner_id =', filter.practitionerId],
      ['facility_id =', filter.facilityId],
      ['patient_id =', filter.patientId],
      ['urgency =', filter.urgency],
      ['start_time >=', filter.from],
      ['start_time <', filter.before],
    ] as const)
      if (value !== undefined) parts.and(`${condition} ${parts.bind(value)}`);
    if (filter.ahead) parts.and(`status IN ('pending', 'confirmed') AND start_time + make_interval(mins => duration) > now()`);
    const words = search.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
    const names = words.map((word) => `strpos(name_key, fold(${parts.bind(word)})) > 0`);
    if (names.length > 0) parts.and(`patient_id IN (SELECT id FROM patients WHERE cabinet_id = $1 AND ${names.join(' AND ')})`);
    const key = { name: order.sortBy, key: KEYS[order.sortBy], kind: 'time', descending: order.sortOrder === 'desc' } as const;
    return readPage<Appointment>(tx, {
      select: columnsOf(Appointment),
      from: 'appointments',
      idType: 'uuid',
      parts,
      searching: false,
      order: () => key,
      page: filter,
    });
  }

  private async opened(tx: Transaction, row: Appointment | null): Promise<Appointment | null> {
    return row && ((await this.sealed.open(tx, [row]))[0] ?? null);
  }
}

export type NewAppointment = Pick<
  Appointment,
  'patientId' | 'practitionerId' | 'seriesId' | 'type' | 'treatmentId' | 'facilityId' | 'startTime' | 'duration' | 'urgency'
>;
export type PreparedAppointment = Pick<Appointment, 'id' | 'notes' | 'sealedNotes' | 'noteKey'>;
export type PreparedUpdate = Omit<Changed, 'notes'> & Partial<Omit<PreparedAppointment, 'id'>> & { facilityId?: string | null };
