import { AppointmentHistory } from './appointments/appointments/appointment-history.entity.js';
import { Appointment } from './appointments/appointments/appointment.entity.js';
import { CalendarFeed } from './appointments/calendar-feeds/calendar-feed.entity.js';
import { AppointmentProposal } from './appointments/proposals/proposal.entity.js';
import { SentReminder } from './appointments/reminders/sent-reminder.entity.js';
import { AppointmentDay } from './calendar/analytics/appointment-day.entity.js';
import { Busy } from './calendar/busy/busy.entity.js';
import { CalendarImport } from './calendar/calendar-imports/calendar-import.entity.js';
import { PublicPage } from './calendar/public-pages/cabinet-page.entity.js';
import { ErasureRequest } from './patients/legal-holds/erasure-request.entity.js';
import { LegalHold } from './patients/legal-holds/legal-hold.entity.js';
import { PatientContact } from './patients/patient-mails/patient-contact.entity.js';
import { PatientMailRequest } from './patients/patient-mails/patient-mail.entity.js';
import { ReminderRefusal } from './patients/patient-mails/reminder-refusal.entity.js';
import { Patient } from './patients/patients/patient.entity.js';
import { CabinetKey } from './patients/sealed-notes/cabinet-key.entity.js';
import { AppointmentTypeLength } from './practice/appointment-types/appointment-type.entity.js';
import { AuditHead } from './practice/audit/audit-head.entity.js';
import { AuditIntake } from './practice/audit/audit-intake.entity.js';
import { AuditChainLine } from './practice/audit/audit-line.entity.js';
import { AuditOrigin } from './practice/audit/audit-origin.entity.js';
import { Facility } from './practice/facilities/facility.entity.js';
import { Treatment } from './practice/treatments/treatment.entity.js';
import { AppointmentAnswers } from './appointments/answers/appointment-answers.entity.js';
import { Cabinet } from './practice/cabinets/cabinet.entity.js';
import { CabinetMembership } from './practice/cabinets/membership.entity.js';
import { NotificationPreference } from './practice/notifications/notification-preference.entity.js';
import { Notification } from './practice/notifications/notification.entity.js';
import { Practitioner } from './practice/practitioners/practitioner.entity.js';
import { LockedPatient } from './records/patient-files/locked-patient.entity.js';
import { CabinetRetention } from './records/retention/cabinet-retention.entity.js';
import { VisitCode } from './self-service/visits/visit-code.entity.js';
import { Visit } from './self-service/visits/visit.entity.js';
import { FreedTime } from './self-service/waiting-list/freed-time.entity.js';
import { WaitingEntry } from './self-service/waiting-list/waiting-entry.entity.js';

/** One per table of this service; a spec compares them with the migrated schema. */
export const entities = [
  Appointment,
  AppointmentDay,
  AppointmentTypeLength,
  AppointmentHistory,
  AppointmentAnswers,
  Treatment,
  Facility,
  AuditHead,
  AuditIntake,
  AuditChainLine,
  AuditOrigin,
  Busy,
  Cabinet,
  CabinetKey,
  CabinetMembership,
  CalendarFeed,
  CalendarImport,
  Notification,
  NotificationPreference,
  LockedPatient,
  LegalHold,
  ErasureRequest,
  CabinetRetention,
  Patient,
  PatientContact,
  PatientMailRequest,
  Practitioner,
  AppointmentProposal,
  PublicPage,
  ReminderRefusal,
  SentReminder,
  FreedTime,
  Visit,
  WaitingEntry,
  VisitCode,
];
