import { AddTypesAndHolidays1763920000140 } from './1763920000140-add-types-and-holidays.js';
import { AddSeries1763920000141 } from './1763920000141-add-series.js';
import { CreateCabinets1763600000001 } from './1763600000001-create-cabinets.js';
import { CreateOperations1763600000002 } from './1763600000002-create-operations.js';
import { CountAppointments1763920000139 } from './1763920000139-count-appointments.js';
import { AddEventTables1763640000085 } from './1763640000085-add-event-tables.js';
import { AuditPatients1763910000003 } from './1763910000003-audit-patients.js';
import { CreateBusy1763700000001 } from './1763700000001-create-busy.js';
import { CreatePatients1763700000002 } from './1763700000002-create-patients.js';
import { ShowOwnBusy1763700000003 } from './1763700000003-show-own-busy.js';
import { FindPatients1763910000002 } from './1763910000002-find-patients.js';
import { ErasePatients1763910000004 } from './1763910000004-erase-patients.js';
import { ManageCabinets1763900000172 } from './1763900000172-manage-cabinets.js';
import { SeparateOperations1763740000131 } from './1763740000131-separate-operations.js';
import { CreateNotifications1763900000171 } from './1763900000171-create-notifications.js';
import { DismissPractitioners1763740000132 } from './1763740000132-dismiss-practitioners.js';
import { DisplaceAppointments1763940000001 } from './1763940000001-displace-appointments.js';
import { OpenWaitingList1763940000002 } from './1763940000002-open-waiting-list.js';
import { CreateAppointments1763910000001 } from './1763910000001-create-appointments.js';
import { NarrowDesk1763940000040 } from './1763940000040-narrow-desk.js';
import { AuditAppointments1763940000042 } from './1763940000042-audit-appointments.js';
import { AddCalendarFeeds1764100000002 } from './1764100000002-add-calendar-feeds.js';
import { ImportCalendars1764100000001 } from './1764100000001-import-calendars.js';
import { SealNotes1763940000041 } from './1763940000041-seal-notes.js';
import { NotifyPatients1764200000021 } from './1764200000021-notify-patients.js';
import { WordNotices1764200000022 } from './1764200000022-word-notices.js';
import { ListOpenPages1764600000111 } from './1764600000111-list-open-pages.js';
import { OpenPages1763930000001 } from './1763930000001-open-pages.js';
import { ShowOwnAppointments1763930000002 } from './1763930000002-show-own-appointments.js';
import { SendReminders1763940000020 } from './1763940000020-send-reminders.js';
import { RetainByPolicy1764100000020 } from './1764100000020-retain-by-policy.js';
import { SpareDisplacedAppointments1764100000090 } from './1764100000090-spare-displaced-appointments.js';
import { ExportFiles1764200000001 } from './1764200000001-export-files.js';
import { MergePatients1764200000002 } from './1764200000002-merge-patients.js';

export const migrations = [
  CreateCabinets1763600000001,
  CreateOperations1763600000002,
  AddEventTables1763640000085,
  CreateBusy1763700000001,
  CreatePatients1763700000002,
  ShowOwnBusy1763700000003,
  SeparateOperations1763740000131,
  DismissPractitioners1763740000132,
  CreateNotifications1763900000171,
  ManageCabinets1763900000172,
  CreateAppointments1763910000001,
  FindPatients1763910000002,
  AuditPatients1763910000003,
  ErasePatients1763910000004,
  CountAppointments1763920000139,
  AddTypesAndHolidays1763920000140,
  AddSeries1763920000141,
  OpenPages1763930000001,
  ShowOwnAppointments1763930000002,
  DisplaceAppointments1763940000001,
  SendReminders1763940000020,
  NarrowDesk1763940000040,
  SealNotes1763940000041,
  AuditAppointments1763940000042,
  OpenWaitingList1763940000002,
  ImportCalendars1764100000001,
  AddCalendarFeeds1764100000002,
  RetainByPolicy1764100000020,
  SpareDisplacedAppointments1764100000090,
  ExportFiles1764200000001,
  MergePatients1764200000002,
  NotifyPatients1764200000021,
  WordNotices1764200000022,
  ListOpenPages1764600000111,
];

/**
 * btree_gist: an equality in an exclusion constraint, and in the index of a search. pg_trgm: parts of words, and typos.
 * unaccent: searches ignore accents.
 */
export const extensions = ['btree_gist', 'pg_trgm', 'unaccent'];
