import { randomUUID } from 'node:crypto';
import {
  absences,
  analytics,
  ANONYMOUS,
  appointments,
  appointmentSeries,
  booking as contracts,
  cabinets,
  calendarFeeds,
  calendarImports,
  type Caller,
  legalHolds,
  holds,
  holidays,
  notifications,
  ownAppointments,
  patientAudit,
  patientContacts,
  patientFiles,
  patientLinks,
  patientMails,
  patientMerges,
  patients,
  practitioners,
  proposals,
  publicPages,
  retention,
  type RpcContract,
  type RpcReply,
  type RpcRequest,
  slots,
  SYSTEM,
  visits,
  waitingList,
} from '@veza/contracts';
import { Database } from '@veza/database';
import { eventually } from '@veza/testing';
import { AuditService } from '../../src/practice/audit/audit.service.js';
import { CalendarFeedsService } from '../../src/appointments/calendar-feeds/calendar-feeds.service.js';
import { CalendarImportsRepository } from '../../src/calendar/calendar-imports/calendar-imports.repository.js';
import { ImportRunsService } from '../../src/calendar/calendar-imports/import-runs.service.js';
import { NotificationsRepository } from '../../src/practice/notifications/notifications.repository.js';
import { PatientFilesRepository } from '../../src/records/patient-files/patient-files.repository.js';
import { ProposalMailsService } from '../../src/appointments/proposals/proposal-mails.service.js';
import { ProposalsRepository } from '../../src/appointments/proposals/proposals.repository.js';
import { RetentionHours } from '../../src/records/retention/retention-hours.js';
import { RemindersRepository } from '../../src/appointments/reminders/reminders.repository.js';
import { CabinetKeysRepository } from '../../src/patients/sealed-notes/cabinet-keys.repository.js';
import { CabinetDatabase } from '../../src/practice/tenancy/cabinet-database.js';
import { VisitsRepository } from '../../src/self-service/visits/visits.repository.js';
import { WaitingEntriesRepository } from '../../src/self-service/waiting-list/waiting-entries.repository.js';
import { WaitingMatchesService } from '../../src/self-service/waiting-list/waiting-matches.service.js';
import { aged } from '../aged.js';
import { type BookingUnderTest, user } from '../booking-under-test.js';
import { exportOf } from '../exported.js';
import { ADMIN, hire, type Hired, nextDay } from '../practice.js';
import { openHour } from '../retention-hour.js';
import type { Sent } from './sent.js';
import { remindBySms } from './sms-calls.js';
import { callTreatments } from './treatment-calls.js';

/** Part of every name and address of the cabinet, and of nothing else. */
export const MARK = 'zyx';

/** A cabinet whose calls run every method of this service that reaches the database. Each step is a call of a client. */
export class Workload {
  readonly sent: Sent[] = [];
  private readonly rose = { firstName: `Rose ${MARK}`, lastName: `Lovelace ${MARK}`, phone: '0601020304' };
  private readonly guest = `guest.${MARK}@example.test`;

  constructor(
    private readonly booking: BookingUnderTest,
    private readonly cabinetId: string,
    private readonly ada: Hired,
  ) {}

  async run(): Promise<void> {
    await this.manage();
    await this.treat();
    await this.book();
    await this.importCalendar();
    await this.readFeeds();
    await this.serveStrangers();
    await this.sweep();
  }

  /** Steps that end what the other ones need: run last. */
  async end(): Promise<void> {
    const { ada, cabinetId } = this;
    const { id } = await this.call(patients.create, ada.caller, { ...this.rose, lastName: MARK, force: true });
    await this.booking.asOwner.query(
      `INSERT INTO booking.appointments
         (cabinet_id, patient_id, practitioner_id, type, status, start_time, duration, urgency, created_by)
       VALUES ($1, $2, $3, 'soin', 'completed', now() - interval '10 days', 30, 'normal', 1)`,
      [cabinetId, id, ada.id],
    );
    await this.call(patientFiles.erase, ada.caller, { id });
    await this.retain();
    const bea = await hire(this.booking, cabinetId);
    await this.call(practitioners.dismiss, ada.caller, { cabinetId, id: bea.id });
    const cid = await hire(this.booking, cabinetId);
    await this.booking.erase(cid.userId);
    await this.booking.provider(AuditService).settle();
    await eventually('the job of waiting lists has no work', async () => {
      const { rowCount } = await this.booking.asOwner.query('SELECT FROM booking.freed_times');
      return rowCount === 0 ? true : undefined;
    });
  }

  /** One patient and the first lines of the audit are too old; a held patient waits for the erasure. */
  private async retain(): Promise<void> {
    const { ada, cabinetId, booking } = this;
    const old = aged(booking);
    const guest = await this.call(patients.create, ada.caller, { firstName: MARK, lastName: `Old ${MARK}`, force: true });
    await old.patient(guest.id, '4 years');
    await booking.provider(AuditService).settle();
    await old.audit(cabinetId, '4 years');
    const { id } = await this.call(patients.create, ada.caller, { firstName: MARK, lastName: `Held ${MARK}`, force: true });
    await this.call(legalHolds.place, ada.caller, { id, reason: MARK });
    await this.call(legalHolds.lift, ada.caller, { id });
    await this.call(legalHolds.place, ada.caller, { id, reason: MARK });
    await booking.call(patientFiles.erase, ada.caller, { id }).catch(() => undefined);
    await this.call(legalHolds.get, ada.caller, { id });
    await this.call(retention.get, ada.caller, { cabinetId });
    await this.call(retention.update, ada.caller, { cabinetId, recordsYears: 21 });
    await this.call(retention.preview, ada.caller, { cabinetId });
    await openHour(booking);
    await booking.provider(RetentionHours).look();
  }

  private async manage(): Promise<void> {
    const { ada, cabinetId } = this;
    const name = `Ici ${MARK}`;
    await this.call(cabinets.create, ADMIN, { name, timezone: 'Asia/Tokyo' });
    await this.call(cabinets.get, ada.caller, { id: cabinetId });
    await this.call(cabinets.list, ada.caller, {});
    await this.call(cabinets.memberships, ada.caller, {});
    await this.call(cabinets.update, ada.caller, { id: cabinetId, name });
    await this.call(practitioners.list, ada.caller, { cabinetId });
    await this.call(practitioners.update, ada.caller, { cabinetId, id: ada.id, buffer: 0 });
    await this.call(practitioners.hire, ADMIN, { cabinetId, userId: 77, workingHours: [], firstName: 'Al', lastName: MARK });
    await callTreatments((...sent) => this.call(...sent), { ada, cabinetId, mark: MARK });
    await this.call(holidays.update, ada.caller, { cabinetId, region: null });
    await this.call(holidays.list, ada.caller, { cabinetId });
    const page = { id: cabinetId, slug: `cabinet-${MARK}`, isOpen: true };
    await this.call(publicPages.update, ada.caller, page);
    await this.call(publicPages.get, ada.caller, { id: cabinetId });
  }

  private async treat(): Promise<void> {
    const { ada } = this;
    const { id } = await this.call(
      patients.create,
      ada.caller,
      { ...this.rose, email: `rose.${MARK}@example.test` },
      randomUUID(),
    );
    await this.call(patients.get, ada.caller, { id });
    for (const search of [`lovelace ${MARK}`, '0601020304', `lovelase`, ''])
      await this.call(patients.list, ada.caller, { search });
    await this.call(patients.update, ada.caller, { id, phone: '0601020305' });
    await this.call(patientContacts.add, ada.caller, { id, email: `kin.${MARK}@example.test`, relation: 'guardian' });
    await this.call(patientContacts.list, ada.caller, { id });
    const former = `former.${MARK}@example.test`;
    await this.call(patientContacts.add, ada.caller, { id, email: former, relation: 'guardian' });
    await this.call(patientContacts.remove, ada.caller, { id, email: former });
    const duplicate = await this.call(patients.create, ada.caller, { ...this.rose, firstName: `Rosa ${MARK}`, force: true });
    await this.call(patientContacts.add, ada.caller, { id: duplicate.id, email: former, relation: 'guardian' });
    await this.call(patientMerges.merge, ada.caller, { id, duplicateId: duplicate.id });
    await this.booking.call(patients.get, ada.caller, { id: duplicate.id }).catch(() => undefined);
    await this.call(patientAudit.list, ada.caller, { id });
    await exportOf((...sent) => this.call(...sent), ada.caller, id);
  }

  private async book(): Promise<void> {
    const { ada } = this;
    const [date, ill] = [nextDay(), nextDay()];
    const practitionerId = ada.id;
    const patientData = { ...this.rose, email: `rosa.${MARK}@example.test` };
    const range = { dateFrom: date, dateTo: date };
    await this.call(slots.list, ada.caller, { practitionerId, ...range, duration: 30 });
    await this.call(slots.free, ada.caller, { ...range, duration: 30 });
    const times = { startTime: `${ill}T10:00`, endTime: `${ill}T11:00`, reason: MARK };
    const absence = await this.call(absences.create, ada.caller, { practitionerId, ...times });
    await this.call(absences.list, ada.caller, { practitionerId, dateFrom: ill, dateTo: ill });
    const hold = await this.call(holds.create, ada.caller, { practitionerId, startTime: `${date}T09:00`, duration: 30 });
    await this.call(holds.remove, ada.caller, { id: hold.id });
    const facts = { practitionerId, duration: 30, type: 'soin', urgency: 'normal', notes: MARK } as const;
    const made = await this.call(appointments.create, ada.caller, { ...facts, startTime: `${date}T09:00`, patientData });
    const { id, patientId } = made;
    const anybody = { ...facts, practitionerId: 'any', startTime: `${date}T10:00`, patientId };
    await this.call(appointments.create, ada.caller, anybody);
    await this.call(appointments.get, ada.caller, { id });
    await this.call(appointments.list, ada.caller, { search: MARK, status: ['pending'], sortBy: 'startTime', sortOrder: 'asc' });
    await this.call(appointments.listOfPatient, ada.caller, { patientId });
    await this.call(appointments.update, ada.caller, { id, notes: `${MARK} ${MARK}` });
    await this.call(appointments.confirm, ada.caller, { id });
    await this.call(appointments.reschedule, ada.caller, { id, startTime: `${date}T11:30` });
    await this.call(appointments.history, ada.caller, { id });
    await this.call(appointments.ics, ada.caller, { id });
    await this.call(analytics.overview, ada.caller, {});
    const repeated = { ...facts, startTime: `${nextDay()}T09:00`, patientId, rule: 'FREQ=WEEKLY;COUNT=2' };
    const { items } = await this.call(appointmentSeries.create, ada.caller, repeated);
    await this.call(appointmentSeries.cancelFollowing, ada.caller, { id: items[1]?.appointment?.id ?? '', reason: MARK });
    await this.call(appointments.cancel, ada.caller, { id: items[0]?.appointment?.id ?? '', reason: MARK });
    const last = await this.call(absences.create, ada.caller, {
      practitionerId,
      startTime: `${ill}T09:00`,
      endTime: `${ill}T09:30`,
    });
    await this.call(absences.remove, ada.caller, { practitionerId, id: last.id });
    await this.call(holds.create, ada.caller, { practitionerId, startTime: `${date}T11:00`, duration: 30 });
    for (const section of ['cabinets', 'practitioners', 'absences', 'notifications'] as const)
      await this.call(contracts.personalData.export, ada.caller, { section });
    if (absence.id === '') throw new Error('There is no absence');
    await this.displace(id);
    await this.beNotified(id);
  }

  private async displace(id: string): Promise<void> {
    const { ada } = this;
    const { startTime, endTime } = await this.call(appointments.get, ada.caller, { id });
    const over = { practitionerId: ada.id, startTime, endTime, overrides: true };
    const { id: absence } = await this.call(absences.create, ada.caller, over);
    await this.call(proposals.list, ada.caller, {});
    await this.call(proposals.get, ada.caller, { id });
    await this.booking.provider(ProposalMailsService).request();
    await this.call(absences.remove, ada.caller, { practitionerId: ada.id, id: absence });
    await this.call(absences.create, ada.caller, over);
  }

  private async readFeeds(): Promise<void> {
    const { ada, cabinetId } = this;
    await this.call(calendarFeeds.renew, ada.caller, { cabinetId });
    await this.call(calendarFeeds.revoke, ada.caller, { cabinetId });
    for (const feed of [{ cabinetId }, {}]) {
      const { token } = await this.call(calendarFeeds.renew, ada.caller, feed);
      await this.call(calendarFeeds.read, ANONYMOUS, { token });
    }
    const feeds = this.booking.provider(CalendarFeedsService);
    await this.booking.provider(Database).transaction((tx) => feeds.forget(tx, 0));
  }

  private async importCalendar(): Promise<void> {
    const { ada, cabinetId } = this;
    const [practitionerId, runs] = [ada.id, this.booking.provider(ImportRunsService)];
    const imports = this.booking.provider(CalendarImportsRepository);
    const start = Date.parse(`${nextDay()}T00:00:00+09:00`);
    for (const path of ['kept', 'removed']) {
      const address = `https://calendars.invalid/${path}.ics`;
      const { id } = await this.call(calendarImports.add, ada.caller, { practitionerId, address });
      await eventually('the run of the import', async () => {
        const { items } = await this.call(calendarImports.list, ada.caller, { practitionerId });
        return items.find((each) => each.id === id)?.lastFailure;
      });
      await this.call(calendarImports.refresh, ada.caller, { practitionerId, id });
      await imports.due(1);
      const started = await eventually('a run that no job has begun', async () => {
        await this.booking.asOwner.query('UPDATE booking.calendar_imports SET next_run_at = now() WHERE id = $1', [id]);
        return this.booking.provider(CabinetDatabase).asPlatform(cabinetId, (tx, member) => imports.start(tx, member, id));
      });
      const times = [{ uid: `${id}@veza`, start, end: start + 60_000 }];
      await runs['end'](started, { times, validators: { etag: null, lastModified: null } });
      if (path === 'removed') await this.call(calendarImports.remove, ada.caller, { practitionerId, id });
    }
  }

  /** By another member, whose bookings the manager is notified of. */
  private async beNotified(appointmentId: string): Promise<void> {
    const { ada, cabinetId } = this;
    const bea = await hire(this.booking, cabinetId);
    await this.call(appointments.update, bea.caller, { id: appointmentId, notes: MARK });
    const [made] = (await this.call(notifications.list, ada.caller, { read: 'false' })).items;
    await this.call(notifications.read, ada.caller, { id: made?.id ?? '' });
    await this.call(notifications.readAll, ada.caller, {});
    await this.call(notifications.preferences, ada.caller, {});
    await this.call(notifications.prefer, ada.caller, { system: false });
    const { rows } = await this.booking.asOwner.query('SELECT notice_id AS id FROM booking.notifications WHERE id = $1', [
      made?.id,
    ]);
    const appointment = { id: appointmentId, change: 'updated' } as const;
    const notice = { id: rows[0].id, cabinetId, appointment };
    await this.call(notifications.deliver, SYSTEM, { ...notice, userIds: [ada.userId] });
    await this.call(notifications.deliverMissed, SYSTEM, { userId: ada.userId, notices: [notice] });
  }

  private async serveStrangers(): Promise<void> {
    const { ada, guest } = this;
    const [cabinet, network, language, date] = [`cabinet-${MARK}`, '10.9.9.9', 'fr', nextDay()] as const;
    const practitionerId = ada.id;
    await this.call(publicPages.list, ANONYMOUS, { search: MARK });
    await this.call(publicPages.show, ANONYMOUS, { cabinet });
    await this.call(publicPages.slots, ANONYMOUS, { cabinet, practitionerId, dateFrom: date, dateTo: date, duration: 30 });
    const { requestId } = await this.call(visits.requestCode, ANONYMOUS, { cabinet, email: guest, language, network });
    const { code } = await this.mail(guest, 'code');
    const { visit } = await this.call(visits.open, ANONYMOUS, { cabinet, requestId, code, network });
    await this.call(visits.requestCode, ANONYMOUS, { cabinet, email: guest, language, network });
    await this.queue(cabinet, visit);
    const wanted = { cabinet, visit, practitionerId, duration: 30 };
    await this.call(visits.hold, ANONYMOUS, { ...wanted, startTime: `${date}T09:00` });
    const facts = { ...wanted, type: 'soin', patient: this.rose } as const;
    await this.call(visits.book, ANONYMOUS, { ...facts, startTime: `${date}T09:00` });
    const { moveToken: token } = await this.mail(guest, 'booked');
    await this.call(patientLinks.show, ANONYMOUS, { token });
    await this.call(patientLinks.proposal, ANONYMOUS, { token });
    await this.call(patientLinks.move, ANONYMOUS, { token, startTime: `${date}T10:00` });
    const { cancelToken } = await this.mail(guest, 'rescheduled');
    await this.call(patientLinks.cancel, ANONYMOUS, { token: cancelToken });

    const account = user(4_000);
    const opened = await this.call(visits.openOwn, account, { cabinet, email: guest, language, network });
    const own = { ...facts, visit: opened.visit };
    const { id } = await this.call(visits.book, ANONYMOUS, { ...own, startTime: `${date}T09:00` });
    await this.call(visits.hold, ANONYMOUS, { ...wanted, visit: opened.visit, startTime: `${date}T11:00` });
    await this.remind(id);
    await this.call(ownAppointments.patients, account, { email: guest });
    await this.call(ownAppointments.list, account, { email: guest });
    await this.call(ownAppointments.proposal, account, { id });
    await this.call(ownAppointments.move, account, { id, startTime: `${date}T10:30` });
    await this.call(ownAppointments.cancel, account, { id });
  }

  /** Every entry but the last suits a free time: it is offered when the job has run. */
  private async queue(cabinet: string, visit: string): Promise<void> {
    const { ada } = this;
    const [date, email] = [nextDay(), `queue.${MARK}@example.test`];
    const wish = { practitionerId: ada.id, type: 'soin', duration: 30, dateFrom: date, dateTo: date } as const;
    const { id: patientId } = await this.call(patients.create, ada.caller, { ...this.rose, email, force: true });
    const { id } = await this.call(waitingList.add, ada.caller, { ...wish, patientId });
    const token = await this.offer(email);
    await this.call(waitingList.show, ANONYMOUS, { token });
    await this.call(waitingList.decline, ANONYMOUS, { token });
    await this.offer(email);
    await this.booking.asOwner.query(`UPDATE booking.waiting_entries SET offered_until = now() - interval '1 s' WHERE id = $1`, [
      id,
    ]);
    await this.call(waitingList.accept, ANONYMOUS, { token: await this.offer(email) });
    const removed = await this.call(waitingList.add, ada.caller, { ...wish, patientId });
    await this.offer(email);
    await this.call(waitingList.remove, ada.caller, { id: removed.id });
    await this.call(waitingList.join, ANONYMOUS, { ...wish, cabinet, visit, patient: this.rose });
    await this.offer(this.guest);
    await this.call(waitingList.add, ada.caller, { ...wish, patientId, duration: 600 });
    await this.call(waitingList.list, ada.caller, {});
    await exportOf((...sent) => this.call(...sent), ada.caller, patientId);
    await this.booking.provider(WaitingEntriesRepository).wake();
  }

  /** Runs the job; the token of the newest offer. */
  private async offer(recipient: string): Promise<string> {
    await this.booking.provider(WaitingMatchesService).match();
    return (await this.mail(recipient, 'offer')).moveToken;
  }

  private async remind(appointmentId: string): Promise<void> {
    const { cabinetId, guest } = this;
    await this.booking.beginReminders();
    await remindBySms(this.booking, (...sent) => this.call(...sent), { cabinetId, appointmentId });
    const { remindToken: token } = await this.mail(guest, 'reminder');
    for (const wanted of [true, false]) await this.call(patientLinks.remind, ANONYMOUS, { token, wanted });
  }

  private async sweep(): Promise<void> {
    await this.booking.sweepOperations();
    await this.booking.provider(CabinetKeysRepository).oneOfEachMaster();
    for (const repository of [
      PatientFilesRepository,
      VisitsRepository,
      NotificationsRepository,
      ProposalsRepository,
      RemindersRepository,
    ])
      await this.booking.provider<{ sweep(): Promise<void> }>(repository).sweep();
  }

  /** The newest mail of a kind, as the gateway writes it. */
  private async mail(recipient: string, kind: string) {
    const { rows } = await this.booking.asOwner.query<{ id: string }>(
      'SELECT id FROM booking.patient_mails WHERE recipient = $1 AND kind = $2 ORDER BY created_at DESC LIMIT 1',
      [recipient, kind],
    );
    const { mail } = await this.call(patientMails.read, SYSTEM, { id: rows[0]?.id ?? '' });
    if (!mail) throw new Error(`There is no mail of the kind ${kind}`);
    if (mail.kind === 'offer') return { code: '', moveToken: mail.token, cancelToken: '', remindToken: '' };
    if (mail.kind === 'code') return { code: mail.code, moveToken: '', cancelToken: '', remindToken: '' };
    const { moveToken = '', cancelToken = '', remindToken = '' } = mail;
    return { code: '', moveToken, cancelToken, remindToken };
  }

  private call<C extends RpcContract>(
    contract: C,
    caller: Caller,
    input: RpcRequest<C>,
    operation?: string,
  ): Promise<RpcReply<C>> {
    this.sent.push({ contract, caller, input: Object(input) });
    return this.booking.call(contract, caller, input, operation);
  }
}
