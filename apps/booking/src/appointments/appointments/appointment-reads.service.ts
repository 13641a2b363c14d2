import { Injectable } from '@nestjs/common';
import {
  type AppointmentChangeView,
  type AppointmentView,
  type Caller,
  DeclaredError,
  type ListAppointments,
  type ListPatientAppointments,
} from '@veza/contracts';
import type { Page, Transaction } from '@veza/database';
import { In, IsNull } from 'typeorm';
import { AuditService } from '../../practice/audit/audit.service.js';
import { Cabinet } from '../../practice/cabinets/cabinet.entity.js';
import { cabinetView } from '../../practice/cabinets/cabinets.service.js';
import { Patient } from '../../patients/patients/patient.entity.js';
import { patientView, PatientsService } from '../../patients/patients/patients.service.js';
import { Practitioner } from '../../practice/practitioners/practitioner.entity.js';
import { SealedNotesService } from '../../patients/sealed-notes/sealed-notes.service.js';
import { accountOf, actorOf, type Member, requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { dayAfter, instantOf, startOfDay } from '../../practice/time/cabinet-time.js';
import { FacilitiesService } from '../../practice/facilities/facilities.service.js';
import { TreatmentsService } from '../../practice/treatments/treatments.service.js';
import { AnswersService } from '../answers/answers.service.js';
import { calendarOf } from './appointment-calendar.js';
import type { Appointment } from './appointment.entity.js';
import type { AppointmentHistory } from './appointment-history.entity.js';
import { type AppointmentsFilter, AppointmentsRepository } from './appointments.repository.js';

type Listed = Omit<Page<AppointmentView>, 'rows'> & { items: AppointmentView[] };

@Injectable()
export class AppointmentReadsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly appointments: AppointmentsRepository,
    private readonly sealed: SealedNotesService,
    private readonly patients: PatientsService,
    private readonly audit: AuditService,
    private readonly treatments: TreatmentsService,
    private readonly answers: AnswersService,
    private readonly facilities: FacilitiesService,
  ) {}

  get(caller: Caller, id: string): Promise<AppointmentView> {
    return this.asStaff(caller, (tx, member) => this.read(tx, member, id));
  }

  list(caller: Caller, { dateFrom, dateTo, sortBy, sortOrder, ...query }: ListAppointments): Promise<Listed> {
    return this.asStaff(caller, async (tx, member) => {
      const { timezone } = await this.cabinet(tx, member);
      const from = dateFrom === undefined ? undefined : firstInstant(dateFrom, timezone);
      const before = dateTo === undefined ? undefined : instantAfter(dateTo, timezone);
      return this.page(tx, member, { ...query, from, before, order: { sortBy, sortOrder } });
    });
  }

  listOfPatient(caller: Caller, query: ListPatientAppointments): Promise<Listed> {
    return this.asStaff(caller, async (tx, member) => {
      const { patientId, includeHistory, sortBy, sortOrder, ...page } = query;
      const where = { id: patientId, cabinetId: member.cabinetId, mergedInto: IsNull() };
      if (!(await tx.existsBy(Patient, where))) throw await this.patients.unknown(tx, member, patientId);
      return this.page(tx, member, { ...page, patientId, ahead: !includeHistory, order: { sortBy, sortOrder } });
    });
  }

  history(caller: Caller, id: string): Promise<{ items: AppointmentChangeView[] }> {
    return this.asStaff(caller, async (tx, member) => {
      await this.read(tx, member, id);
      const items = (await this.appointments.history(tx, member, id)).map(changeView);
      return { items };
    });
  }

  ics(caller: Caller, id: string): Promise<{ calendar: string }> {
    return this.asStaff(caller, async (tx, member) => ({ calendar: calendarOf(await this.read(tx, member, id)) }));
  }

  /** An appointment with its patient, practitioner and cabinet; NOT_FOUND if the cabinet has none of this id. */
  async view(tx: Transaction, member: Member, id: string): Promise<AppointmentView> {
    const appointment = await this.appointments.find(tx, member, id);
    const [view] = appointment ? await this.views(tx, member, [appointment]) : [];
    if (!view) throw unknownAppointment();
    return view;
  }

  /** `view`, and a line of the audit. */
  private async read(tx: Transaction, member: Member, id: string): Promise<AppointmentView> {
    const view = await this.view(tx, member, id);
    await this.audit.record(tx, member, 'appointment_read', [view.patientId], [id]);
    return view;
  }

  private async page(tx: Transaction, member: Member, filter: AppointmentsFilter): Promise<Listed> {
    const { rows, ...page } = await this.appointments.list(tx, member, filter);
    return { items: await this.listed(tx, member, rows), ...page };
  }

  /** `views` for the caller, and one line of the audit. */
  async listed(tx: Transaction, member: Member, rows: readonly Appointment[]): Promise<AppointmentView[]> {
    const patientIds = [...new Set(rows.map(({ patientId }) => patientId))];
    const ids = rows.map(({ id }) => id);
    await this.audit.record(tx, member, 'appointments_listed', patientIds, ids);
    return this.views(tx, member, rows);
  }

  /** One statement for each relation, whatever the number of rows. */
  async views(tx: Transaction, member: Member, rows: readonly Appointment[]): Promise<AppointmentView[]> {
    if (rows.length === 0) return [];
    const { cabinetId } = member;
    const ids = (of: 'patientId' | 'practitionerId') => ({ cabinetId, id: In([...new Set(rows.map((row) => row[of]))]) });
    const patients = await tx.findBy(Patient, ids('patientId'));
    const practitioners = await tx.find(Practitioner, {
      select: { id: true, cabinetId: true, firstName: true, lastName: true },
      where: ids('practitionerId'),
    });
    const cabinet = cabinetView(await this.cabinet(tx, member));
    const treatmentIds = [...new Set(rows.flatMap(({ treatmentId }) => treatmentId ?? []))];
    const treatments = await this.treatments.findAll(tx, member, treatmentIds);
    const facilityIds = [...new Set(rows.flatMap(({ facilityId }) => facilityId ?? []))];
    const facilities = await this.facilities.findAll(tx, member, facilityIds);
    const answered = rows.map(({ id }) => id);
    const answers = await this.answers.of(tx, member, answered);
    return (await this.sealed.open(tx, rows)).map((row) => {
      const patient = patients.find(({ id }) => id === row.patientId);
      const practitioner = practitioners.find(({ id }) => id === row.practitionerId);
      const treatment = treatments.find(({ id }) => id === row.treatmentId);
      const facility = facilities.find(({ id }) => id === row.facilityId);
      const given = answers.get(row.id);
      return {
        ...appointmentView(row),
        ...(patient && { patient: patientView(patient) }),
        ...(practitioner && { practitioner: nameOf(practitioner) }),
        ...(treatment && { treatment: { id: treatment.id, name: treatment.name } }),
        ...(facility && { facility: { id: facility.id, name: facility.name } }),
        ...(given && { answers: given }),
        cabinet,
      };
    });
  }

  private cabinet(tx: Transaction, { cabinetId }: Member): Promise<Cabinet> {
    return tx.findOneByOrFail(Cabinet, { id: cabinetId });
  }

  private asStaff<Result>(caller: Caller, work: (tx: Transaction, member: Member) => Promise<Result>): Promise<Result> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      return work(tx, member);
    });
  }
}

export const unknownAppointment = () =>
  new DeclaredError('NOT_FOUND', { message: 'The appointment does not exist in this cabinet' });

const DATE = /^\d{4}-\d\d-\d\d$/;

const firstInstant = (text: string, timezone: string) =>
  DATE.test(text) ? startOfDay(text, timezone) : instantOf(text, timezone);

/** The first instant that is no longer included. */
const instantAfter = (text: string, timezone: string) =>
  DATE.test(text) ? startOfDay(dayAfter(text), timezone) : new Date(instantOf(text, timezone).getTime() + 1);

const nameOf = ({ id, cabinetId, firstName, lastName }: Practitioner) => ({ id, cabinetId, firstName, lastName });

const appointmentView = ({
  notes,
  seriesId,
  treatmentId: _treatment,
  facilityId: _facility,
  presence,
  presenceAt,
  createdBy: _,
  origin: _origin,
  timeVersion: _version,
  sealedNotes: _sealed,
  noteKey: _key,
  ...row
}: Appointment): AppointmentView => ({
  ...row,
  startTime: row.startTime.toISOString(),
  endTime: new Date(row.startTime.getTime() + row.duration * 60_000).toISOString(),
  ...(notes !== null && { notes }),
  ...(seriesId !== null && { seriesId }),
  ...(presence !== null && { presence }),
  ...(presenceAt !== null && { presenceAt: presenceAt.toISOString() }),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const changeView = (row: AppointmentHistory): AppointmentChangeView => ({
  version: row.version,
  change: row.change,
  status: row.status,
  practitionerId: row.practitionerId,
  startTime: row.startTime.toISOString(),
  duration: row.duration,
  ...(row.presence !== null && { presence: row.presence }),
  by: actorOf(row.userId),
  userId: accountOf(row.userId),
  ...(row.reason !== null && { reason: row.reason }),
  at: row.createdAt.toISOString(),
});
