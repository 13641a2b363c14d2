import type { FoldedMigration } from '@veza/database';
import type { QueryRunner } from 'typeorm';
import { APPOINTMENTS, TYPES } from './extend-booking/appointments.js';
import { AUDIT } from './extend-booking/audit.js';
import { BUSY, FEEDS, IMPORTS, PROPOSALS } from './extend-booking/calendar.js';
import { COUNTS } from './extend-booking/counts.js';
import { NOTIFICATIONS } from './extend-booking/notifications.js';
import { PAGES } from './extend-booking/pages.js';
import { CONTACTS, FILES, PATIENTS } from './extend-booking/patients.js';
import { REMINDERS } from './extend-booking/reminders.js';
import { RETENTION, SWEEPS } from './extend-booking/retention.js';
import { CABINETS, CALLERS, OPERATIONS } from './extend-booking/tenancy.js';
import { WAITING_LIST } from './extend-booking/waiting-list.js';

/**
 * What came between 0.2.0 and the fold (decision 231). The parts stand in the order in which they need each other:
 * Postgres looks up tables and functions when it creates a function. Bodies of functions keep the indentation that
 * Postgres has stored.
 */
export class ExtendBooking1764600000111 implements FoldedMigration {
  readonly replaces = [
    'SeparateOperations1763740000131',
    'DismissPractitioners1763740000132',
    'CreateNotifications1763900000171',
    'ManageCabinets1763900000172',
    'CreateAppointments1763910000001',
    'FindPatients1763910000002',
    'AuditPatients1763910000003',
    'ErasePatients1763910000004',
    'CountAppointments1763920000139',
    'AddTypesAndHolidays1763920000140',
    'AddSeries1763920000141',
    'OpenPages1763930000001',
    'ShowOwnAppointments1763930000002',
    'DisplaceAppointments1763940000001',
    'SendReminders1763940000020',
    'NarrowDesk1763940000040',
    'SealNotes1763940000041',
    'AuditAppointments1763940000042',
    'OpenWaitingList1763940000002',
    'ImportCalendars1764100000001',
    'AddCalendarFeeds1764100000002',
    'RetainByPolicy1764100000020',
    'SpareDisplacedAppointments1764100000090',
    'ExportFiles1764200000001',
    'MergePatients1764200000002',
    'NotifyPatients1764200000021',
    'WordNotices1764200000022',
    'ListOpenPages1764600000111',
  ];
  readonly completedBy = 'commit 9c2ca5f9';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of PARTS) await runner.query(part);
  }
}

const PARTS = [
  ...[CALLERS, CABINETS, OPERATIONS],
  ...[IMPORTS, BUSY, TYPES, APPOINTMENTS, PROPOSALS],
  ...[PATIENTS, PAGES, CONTACTS, NOTIFICATIONS, REMINDERS, FILES, FEEDS],
  ...[AUDIT, RETENTION, SWEEPS],
  ...[COUNTS, WAITING_LIST],
];
