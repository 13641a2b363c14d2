import { absences } from './absences.js';
import { analytics } from './analytics.js';
import { appointmentSeries } from './appointment-series.js';
import { appointmentTypes } from './appointment-types.js';
import { appointments } from './appointments.js';
import { cabinets } from './cabinets.js';
import { calendarFeeds } from './calendar-feeds.js';
import { calendarImports } from './calendar-imports.js';
import { holidays } from './holidays.js';
import { facilities } from './facilities.js';
import { holds } from './holds.js';
import { notifications } from './notifications.js';
import { legalHolds } from './legal-holds.js';
import { patientAudit } from './patient-audit.js';
import { patientFiles } from './patient-files.js';
import { patientLinks } from './patient-appointments.js';
import { patientMerges } from './patient-merges.js';
import { patientMails } from './patient-mails.js';
import { ownAppointments, patientContacts } from './patient-people.js';
import { patients } from './patients.js';
import { personalData } from './personal-data.js';
import { patientSms } from './patient-sms.js';
import { practitioners } from './practitioners.js';
import { proposals } from './proposals.js';
import { publicPages } from './public-pages.js';
import { retention } from './retention.js';
import { slots } from './slots.js';
import { treatments } from './treatments.js';
import { visits } from './visits.js';
import { waitingList } from './waiting-list.js';

export * from './absences.js';
export * from './analytics.js';
export * from './appointment-series.js';
export * from './appointment-types.js';
export * from './appointments.js';
export * from './cabinets.js';
export * from './calendar-feeds.js';
export * from './calendar-imports.js';
export * from './facilities.js';
export * from './holidays.js';
export * from './holds.js';
export * from './notifications.js';
export * from './legal-holds.js';
export * from './patient-appointments.js';
export * from './patient-audit.js';
export * from './patient-files.js';
export * from './patient-mails.js';
export * from './patient-merges.js';
export * from './patient-people.js';
export * from './patient-sms.js';
export * from './patients.js';
export * from './retention.js';
export * from './practitioners.js';
export * from './proposals.js';
export * from './public-pages.js';
export * from './slots.js';
export * from './times.js';
export * from './treatments.js';
export * from './visits.js';
export * from './waiting-list.js';

export const booking = {
  cabinets,
  practitioners,
  publicPages,
  slots,
  absences,
  calendarFeeds,
  calendarImports,
  holds,
  appointmentSeries,
  appointmentTypes,
  facilities,
  treatments,
  appointments,
  holidays,
  analytics,
  notifications,
  legalHolds,
  retention,
  patientAudit,
  patientFiles,
  patientLinks,
  patientMails,
  patientSms,
  patientMerges,
  patientContacts,
  ownAppointments,
  patients,
  personalData,
  proposals,
  visits,
  waitingList,
};
