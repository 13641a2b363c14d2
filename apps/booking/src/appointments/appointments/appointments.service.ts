import { Injectable } from '@nestjs/common';
import {
  type AnswerView,
  ANY_PRACTITIONER,
  type AppointmentStatus,
  type AppointmentView,
  type CancelFollowing,
  type Caller,
  type CreateAppointment,
  DeclaredError,
  invalid,
  type OwnMove,
  type UpdateAppointment,
  type UserCaller,
} from '@veza/contracts';
import { once, type Transaction } from '@veza/database';
import { afterCommit } from '@veza/transport';
import { AuditService } from '../../practice/audit/audit.service.js';
import { BusyRepository, isTaken } from '../../calendar/busy/busy.repository.js';
import { Cabinet } from '../../practice/cabinets/cabinet.entity.js';
import { PatientsService } from '../../patients/patients/patients.service.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import type { AllowedTime } from '../../calendar/slots/allowed-time.js';
import { AnybodyService } from '../../calendar/slots/anybody.service.js';
import { NotFree, type RequestedTime, TakenMeanwhile } from '../../calendar/slots/requested-time.js';
import { SlotsService } from '../../calendar/slots/slots.service.js';
import { type Member, requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { instantOf } from '../../practice/time/cabinet-time.js';
import { TreatmentsService } from '../../practice/treatments/treatments.service.js';
import { AnswersService } from '../answers/answers.service.js';
import { givenAnswers } from '../answers/given-answers.js';
import { AnnouncementsService } from './announcements.service.js';
import { AppointmentReadsService, unknownAppointment } from './appointment-reads.service.js';
import type { Appointment } from './appointment.entity.js';
import { AppointmentsRepository } from './appointments.repository.js';
import { type Change, type Changed, changedBy, changesOf, changeWord, holdsTime, movesIn, transition } from './transitions.js';

/** Attempts to take the calendar of a chosen practitioner. */
const MOST_CHOICES = 5;

type Target = Pick<UpdateAppointment, 'id' | 'ifVersion' | 'reason'>;

/**
 * With `asks`, a patient who has another appointment at that time is PATIENT_BOOKED. With `isOffered`, the cabinet has offered the
 * time: the treatment is not checked again, and its questions are left to the visit.
 */
type Wanted = CreateAppointment & Pick<RequestedTime, 'keepsLength'> & { asks?: boolean; isOffered?: boolean };

@Injectable()
export class AppointmentsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly practitioners: PractitionersService,
    private readonly patients: PatientsService,
    private readonly slots: SlotsService,
    private readonly anybody: AnybodyService,
    private readonly busy: BusyRepository,
    private readonly appointments: AppointmentsRepository,
    private readonly reads: AppointmentReadsService,
    private readonly announcements: AnnouncementsService,
    private readonly audit: AuditService,
    private readonly treatments: TreatmentsService,
    private readonly answers: AnswersService,
  ) {}

  /** `seriesId` is that of a repeating appointment. */
  async create(caller: Caller, wanted: CreateAppointment, seriesId?: string): Promise<AppointmentView> {
    const attempt = () =>
      // The kept reply is an id: no copy of the notes.
      this.asStaff(caller, (tx, member) =>
        once(tx, async () => ({ id: await this.book(tx, member, { ...wanted, asks: !wanted.force }, seriesId) })),
      );
    const isChosen = wanted.practitionerId !== ANY_PRACTITIONER;
    const { id } = await this.slots.withAlternatives(caller, wanted, isChosen ? attempt : () => chosenAnew(attempt));
    return this.viewAfter(caller, id);
  }

  /** A change that takes another time reads the appointment first: a refusal offers times of that calendar. */
  async update(caller: Caller, { startTime, ...change }: UpdateAppointment): Promise<AppointmentView> {
    const { id } = change;
    const apply = () => this.change(caller, change, startTime);
    if (startTime === undefined && change.type === undefined && !movesIn(change)) {
      await apply();
      return this.viewAfter(caller, id);
    }
    const before = await this.asStaff(caller, (tx, member) => this.reads.view(tx, member, id));
    const { practitionerId = before.practitionerId, duration = before.duration, type = before.type } = change;
    const treatmentId = change.type === undefined ? before.treatment?.id : undefined;
    const wanted = { practitionerId, duration, type, treatmentId, startTime: startTime ?? before.startTime };
    await this.slots.withAlternatives(caller, wanted, apply);
    return this.viewAfter(caller, id);
  }

  async setStatus(caller: Caller, status: AppointmentStatus, { id, ifVersion, reason }: Target): Promise<AppointmentView> {
    await this.asStaff(caller, async (tx, member) => {
      const before = await this.locked(tx, member, { id, ifVersion });
      transition(before.status, status);
      await this.apply(tx, member, before, { status, reason });
    });
    return this.viewAfter(caller, id);
  }

  /** Cancels an appointment of a series and the open ones after it, in order of time. */
  async cancelFollowing(caller: Caller, { id, reason }: CancelFollowing): Promise<{ items: AppointmentView[] }> {
    const cancelled = await this.asStaff(caller, async (tx, member) => {
      const following = await this.appointments.lockFollowing(tx, member, id);
      for (const each of following) await this.apply(tx, member, each, { status: 'cancelled', reason });
      return following;
    });
    const items: AppointmentView[] = [];
    for (const { id: each } of cancelled) items.push(await this.viewAfter(caller, each));
    return { items };
  }

  /** Cancels and announces what is to come of a patient, for another feature, which has authorized it. */
  async cancelToCome(tx: Transaction, member: Member, patientId: string, reason: string): Promise<void> {
    for (const each of await this.appointments.lockToCome(tx, member, patientId))
      await this.apply(tx, member, each, { status: 'cancelled', reason });
  }

  /**
   * A change of an own appointment by a patient, whom another feature has authorized; `check` throws if the row that is now
   * locked may not be changed. The rule of time is that of patients. `account` is that of the patient, if the patient has used it.
   */
  changeAsPatient(
    { account, ...visitor }: UserCaller & Pick<Member, 'account'>,
    { id, practitionerId, duration }: Pick<Appointment, 'id' | 'practitionerId' | 'duration'>,
    change: OwnMove | { status: 'cancelled'; reason?: string | null },
    check: (tx: Transaction, before: Appointment) => Promise<void>,
  ): Promise<void> {
    const apply = () =>
      this.database.inCabinet(visitor, async (tx, desk) => {
        const member = { ...desk, account };
        const before = await this.locked(tx, member, { id });
        await check(tx, before);
        if ('status' in change)
          return this.apply(tx, member, before, { ...change, status: transition(before.status, 'cancelled') });
        const { timezone } = await this.practitioners.calendar(tx, member, before.practitionerId);
        return this.apply(tx, member, before, { ...change, startTime: instantOf(change.startTime, timezone) });
      });
    if ('status' in change) return apply();
    return this.slots.withAlternatives(visitor, { practitionerId, duration, ...change }, apply);
  }

  /**
   * The id of the appointment: the one that exists if the client repeats a booking whose response it has lost. For work inside
   * `withAlternatives`, by callers that the feature has authorized; nothing but the end of their own row follows it.
   *
   * The calendar is locked last. Its constraint refuses what another booking has taken meanwhile, and `withAlternatives` begins
   * anew then, which finds a repetition that was first.
   */
  async book(tx: Transaction, member: Member, booking: Wanted, seriesId?: string): Promise<string> {
    const { wanted, answers } = await this.treated(tx, member, booking);
    const { type, urgency, notes, treatmentId = null } = wanted;
    const { timezone } = await tx.findOneByOrFail(Cabinet, { id: member.cabinetId });
    const repetition = () => this.appointments.repeated(tx, member, wanted, instantOf(wanted.startTime, timezone));
    const known = await repetition();
    if (known !== undefined) return known;
    const wantedTime =
      wanted.practitionerId === ANY_PRACTITIONER ? undefined : await this.freeTime(tx, member, wanted, repetition);
    const patientId = await this.patients.admit(tx, member, wanted);
    const prepared = await this.appointments.prepare(tx, member, notes || null);
    const sealed = await this.answers.prepare(tx, member, prepared.id, answers);
    const booked = { id: prepared.id, patientId, version: 1, timeVersion: 1 };
    await this.announcements.mail(tx, member, booked, 'booked');
    await this.audit.record(tx, member, 'appointment_booked', [patientId], [booked.id]);
    const time = wantedTime ?? (await this.anybody.choose(tx, member, wanted));
    // A choice is locked as well, and has another calendar: the constraint would not find the repetition.
    if (!wantedTime && (await repetition()) !== undefined) throw new TakenMeanwhile();
    if (wanted.asks && wanted.patientId) await this.requireUnbooked(tx, member, patientId, time);
    const { practitionerId, startTime, duration } = time;
    const announced = { ...booked, startTime, urgency };
    await this.announcements.notify(tx, member, announced, { change: 'booked', practitionerIds: [practitionerId] });

    await this.busy.open(tx, member, [practitionerId], time);
    const { facilityId } = await this.busy.insert(tx, member, { ...time, kind: 'appointment', id: booked.id });
    const facts = {
      patientId,
      facilityId,
      practitionerId,
      type,
      treatmentId,
      startTime,
      duration,
      urgency,
      seriesId: seriesId ?? null,
    };
    const appointment = await this.appointments.insert(tx, member, { ...prepared, ...facts });
    await this.answers.insert(tx, sealed);
    await this.appointments.record(tx, member, appointment, { change: 'booked', reason: null });
    return booked.id;
  }

  /** A booking of a treatment is of its type. Staff may leave out answers that patients must give. */
  private async treated(tx: Transaction, member: Member, wanted: Wanted): Promise<{ wanted: Wanted; answers: AnswerView[] }> {
    const { treatmentId, answers, isOffered } = wanted;
    if (isOffered) return { wanted, answers: [] };
    if (!treatmentId) {
      if (answers?.length) throw invalid('answers', 'must be empty without a treatment');
      return { wanted, answers: [] };
    }
    const { type, questions } = await this.treatments.bookable(tx, member, treatmentId);
    const given = givenAnswers(questions, answers ?? [], { all: member.role === 'patient' });
    return { wanted: { ...wanted, type }, answers: given };
  }

  /** The time that a booking takes, before its calendar is locked. */
  private async freeTime(
    tx: Transaction,
    member: Member,
    wanted: Wanted,
    repetition: () => Promise<string | undefined>,
  ): Promise<AllowedTime> {
    const time = await this.slots.allowedTime(tx, member, wanted);
    try {
      await this.slots.requireFree(tx, member, time);
    } catch (error) {
      // The first of two equal bookings may have ended since it was looked for.
      if (error instanceof NotFree && (await repetition()) !== undefined) throw new TakenMeanwhile();
      throw error;
    }
    return time;
  }

  /** A reception that books one patient twice at one time has mostly chosen a wrong patient or a wrong time. */
  private async requireUnbooked(tx: Transaction, member: Member, patientId: string, time: AllowedTime): Promise<void> {
    const other = await this.appointments.ofPatientAt(tx, member, patientId, time);
    if (other !== undefined) throw new DeclaredError('PATIENT_BOOKED', { details: [{ field: 'appointment', message: other }] });
  }

  private async change(
    caller: Caller,
    { id, ifVersion, ...fields }: Omit<UpdateAppointment, 'startTime'>,
    startTime?: string,
  ): Promise<void> {
    await this.asStaff(caller, async (tx, member) => {
      const before = await this.locked(tx, member, { id, ifVersion });
      const { timezone } = await this.practitioners.calendar(tx, member, before.practitionerId);
      const start = startTime === undefined ? {} : { startTime: instantOf(startTime, timezone) };
      await this.apply(tx, member, before, { ...fields, ...start });
    });
  }

  /** Everything is prepared and announced before calendars and counts are locked. */
  private async apply(tx: Transaction, member: Member, before: Appointment, change: Change): Promise<void> {
    const changed = changesOf(before, change);
    if (Object.keys(changed).length === 0) return;
    const ends = changed.status !== undefined && !holdsTime(changed.status);
    const moves = movesIn(changed) || (changed.type !== undefined && holdsTime(before.status));
    const time = moves && !ends ? await this.freeTimeOf(tx, member, before, changed) : undefined;
    const prepared = await this.appointments.prepareUpdate(tx, before, changed);
    const after = changedBy(before, changed);
    const word = changeWord(changed);
    const practitionerIds = [before.practitionerId, after.practitionerId];
    await this.announcements.announce(tx, member, after, { change: word, practitionerIds });
    await this.audit.record(tx, member, 'appointment_changed', [after.patientId], [after.id]);

    let facilityId = before.facilityId;
    if (time) {
      await this.busy.open(tx, member, practitionerIds, time);
      facilityId = await this.busy.moveAppointment(tx, member, before.id, time);
    } else if (ends) await this.busy.removeAppointment(tx, member, before.id);
    const stored = await this.appointments.update(tx, before, { ...prepared, facilityId });
    await this.appointments.record(tx, member, stored, { change: word, reason: change.reason || null });
  }

  private async freeTimeOf(tx: Transaction, member: Member, before: Appointment, changed: Changed): Promise<AllowedTime> {
    const { practitionerId, startTime, duration, urgency, type, treatmentId } = { ...before, ...changed };
    const keeps = { keepsLength: changed.duration === undefined, keepsTreatment: true };
    const wanted = { practitionerId, startTime: startTime.toISOString(), duration, urgency, type, treatmentId, ...keeps };
    // Another type may have another buffer, and leaves start and length as they are.
    const checked = movesIn(changed) ? (changed.startTime === undefined ? 'until it begins' : 'always') : 'never';
    const time = preferring(before.facilityId, await this.slots.allowedTime(tx, member, wanted, checked));
    await this.slots.requireFree(tx, member, time, before.id);
    return time;
  }

  /** The reply of a change that is committed: its reads hold no lock. */
  private viewAfter(caller: Caller, id: string): Promise<AppointmentView> {
    return afterCommit(() => this.asStaff(caller, (tx, member) => this.reads.view(tx, member, id)));
  }

  private async locked(tx: Transaction, member: Member, { id, ifVersion }: Target): Promise<Appointment> {
    const appointment = await this.appointments.lock(tx, member, id);
    if (!appointment) throw unknownAppointment();
    if (ifVersion !== undefined && ifVersion !== appointment.version) throw new DeclaredError('PRECONDITION_FAILED');
    return appointment;
  }

  private asStaff<Result>(caller: Caller, work: (tx: Transaction, member: Member) => Promise<Result>): Promise<Result> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      return work(tx, member);
    });
  }
}

/** An appointment that moves keeps its room or device, if that still does. */
function preferring(own: string | null, time: AllowedTime): AllowedTime {
  const { facilityIds } = time;
  if (own === null || !facilityIds?.includes(own)) return time;
  return { ...time, facilityIds: [own, ...facilityIds.filter((id) => id !== own)] };
}

/** Another booking may take the chosen calendar between the choice and its lock; a further choice leaves that one out. */
async function chosenAnew<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let left = MOST_CHOICES; ; left -= 1)
    try {
      return await attempt();
    } catch (error) {
      if (left === 1 || !isTaken(error)) throw error;
    }
}
