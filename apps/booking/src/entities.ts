import { AppointmentDay } from './analytics/appointment-day.entity.js';
import { AppointmentTypeLength } from './appointment-types/appointment-type.entity.js';
import { Appointment } from './appointments/appointment.entity.js';
import { AppointmentHistory } from './appointments/appointment-history.entity.js';
import { AuditHead } from './audit/audit-head.entity.js';
import { AuditIntake } from './audit/audit-intake.entity.js';
import { AuditOrigin } from './audit/audit-origin.entity.js';
import { AuditLine } from './audit/audit-line.entity.js';
import { Busy } from './busy/busy.entity.js';
import { CabinetKey } from './sealed-notes/cabinet-key.entity.js';
import { CalendarFeed } from './calendar-feeds/calendar-feed.entity.js';
import { CalendarImport } from './calendar-imports/calendar-import.entity.js';
import { Cabinet } from './cabinets/cabinet.entity.js';
import { CabinetMembership } from './cabinets/membership.entity.js';
import { NotificationPreference } from './notifications/notification-preference.entity.js';
import { Notification } from './notifications/notification.entity.js';
import { ErasureRequest } from './legal-holds/erasure-request.entity.js';
import { LegalHold } from './legal-holds/legal-hold.entity.js';
import { CabinetRetention } from './retention/cabinet-retention.entity.js';
import { LockedPatient } from './patient-files/locked-patient.entity.js';
import { Patient } from './patients/patient.entity.js';
import { PatientContact } from './patient-mails/patient-contact.entity.js';
import { PatientMailRequest } from './patient-mails/patient-mail.entity.js';
import { Practitioner } from './practitioners/practitioner.entity.js';
import { Proposal } from './proposals/proposal.entity.js';
import { ReminderRefusal } from './patient-mails/reminder-refusal.entity.js';
import { PublicPage } from './public-pages/cabinet-page.entity.js';
import { SentReminder } from './reminders/sent-reminder.entity.js';
import { VisitCode } from './visits/visit-code.entity.js';
import { FreedTime } from './waiting-list/freed-time.entity.js';
import { WaitingEntry } from './waiting-list/waiting-entry.entity.js';
import { Visit } from './visits/visit.entity.js';

/** One per table of this service; a spec compares them with the migrated schema. */
export const entities = [
  Appointment,
  AppointmentDay,
  AppointmentTypeLength,
  AppointmentHistory,
  AuditHead,
  AuditIntake,
  AuditLine,
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
  Proposal,
  PublicPage,
  ReminderRefusal,
  SentReminder,
  FreedTime,
  Visit,
  WaitingEntry,
  VisitCode,
];
