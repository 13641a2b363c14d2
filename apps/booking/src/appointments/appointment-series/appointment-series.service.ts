import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AppointmentSeriesView,
  type AppointmentView,
  type Caller,
  type CancelFollowing,
  type CreateAppointment,
  type CreateAppointmentSeries,
  DeclaredError,
} from '@veza/contracts';
import { requestContext } from '@veza/transport';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { Cabinet } from '../../practice/cabinets/cabinet.entity.js';
import { requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { instantOf } from '../../practice/time/cabinet-time.js';
import { occurrencesOf } from './recurrence.js';

type Occurrence = AppointmentSeriesView['items'][number];

/** What refuses one occurrence and leaves the others. */
const REFUSALS = ['SLOT_TAKEN', 'PATIENT_BOOKED', 'VALIDATION_FAILED'];

@Injectable()
export class AppointmentSeriesService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly appointments: AppointmentsService,
  ) {}

  /** Each occurrence is a booking in its own transaction: a series of a year locks no calendar for longer than one of them. */
  async create(caller: Caller, { rule, ...booking }: CreateAppointmentSeries): Promise<AppointmentSeriesView> {
    const starts = await this.starts(caller, rule, booking.startTime);
    const operation = requestContext.get()?.operation;
    const items: Occurrence[] = [];
    const refusals: DeclaredError[] = [];
    let seriesId: string = randomUUID();
    let patient: Pick<CreateAppointment, 'patientId' | 'patientData'> = booking;
    for (const [index, start] of starts.entries()) {
      const startTime = start.toISOString();
      const { patientId, patientData } = patient;
      const wanted = { ...booking, startTime, patientId, patientData };
      // The reply of each occurrence is kept under an operation of its own.
      const book = () => this.appointments.create(caller, wanted, seriesId);
      const made = await withOperation(operation && `${operation}-${index}`, book).catch((error: unknown) => refusalOf(error));
      if (made instanceof DeclaredError) {
        refusals.push(made);
        items.push({ startTime, refusal: refusalView(made) });
        continue;
      }
      seriesId = made.seriesId ?? seriesId; // that of the first request, if this one is its repetition
      patient = { patientId: made.patientId };
      items.push({ startTime, appointment: made });
    }
    const [first] = refusals;
    if (first && refusals.length === items.length) throw first;
    return { seriesId, items };
  }

  cancelFollowing(caller: Caller, target: CancelFollowing): Promise<{ items: AppointmentView[] }> {
    return this.appointments.cancelFollowing(caller, target);
  }

  private starts(caller: Caller, rule: string, startTime: string): Promise<Date[]> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      const { timezone } = await tx.findOneByOrFail(Cabinet, { id: member.cabinetId });
      return occurrencesOf(rule, instantOf(startTime, timezone), timezone);
    });
  }
}

function withOperation<Result>(operation: string | undefined, work: () => Promise<Result>): Promise<Result> {
  const context = requestContext.get();
  return context === undefined ? work() : requestContext.run({ ...context, operation }, work);
}

function refusalOf(error: unknown): DeclaredError {
  if (error instanceof DeclaredError && REFUSALS.includes(error.code)) return error;
  throw error;
}

const refusalView = ({ code, message, details = [] }: DeclaredError): NonNullable<Occurrence['refusal']> => ({
  code,
  message,
  alternatives: code === 'SLOT_TAKEN' ? details.map((detail) => detail.message) : [],
});
