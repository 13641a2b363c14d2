import { z } from 'zod';
import { event } from '../events.js';
import { Done, rpc } from '../rpc.js';
import { label } from '../text.js';
import { CabinetId, CabinetRole } from './cabinets.js';
import { CalendarDate } from './times.js';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:30');

const EndOfHours = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time like 17:30, or 24:00');

const Span = z.strictObject({
  start: TimeOfDay.describe('Start as `HH:MM` in the time zone of the cabinet.'),
  end: EndOfHours.describe('End as `HH:MM`, or `24:00`. An end before `start` is on the next day.'),
});
const lasts = ({ start, end }: z.infer<typeof Span>) => start !== end;
const LASTS = { path: ['end'], message: 'must not be start' };

/** A span that begins on one day, in the cabinet's time zone; a night shift ends on the next one. */
export const Hours = Span.refine(lasts, LASTS);
export type Hours = z.infer<typeof Hours>;

/** A span of every week. */
export const WorkingHours = Span.extend({
  day: z.int().min(1).max(7).describe('Day of the week: 1 is Monday, 7 is Sunday.'),
}).refine(lasts, LASTS);
export type WorkingHours = z.infer<typeof WorkingHours>;

/** A date whose hours replace those of its weekday. */
export const OtherHours = z.strictObject({
  date: CalendarDate.describe('The date, in the time zone of the cabinet.'),
  hours: z.array(Hours).max(10).describe('Working hours of that date, at most 10 spans; empty for none.'),
});
export type OtherHours = z.infer<typeof OtherHours>;

const WEEK = 'Weekly working hours.';
const EXCEPTIONS = 'Dates whose hours replace those of their weekday.';
const BUFFER = 'Minutes that stay free after each appointment.';
const NOTICE = 'Minutes before its start until which a slot is offered.';
const HORIZON = 'Days from now for which slots are offered.';

export const PractitionerView = z.object({
  id: z.uuid().describe('Id of the practitioner.'),
  cabinetId: CabinetId.describe('Id of the cabinet.'),
  userId: z.int().describe('Id of the account.'),
  firstName: z.string().describe('First name.'),
  lastName: z.string().describe('Last name.'),
  workingHours: z.array(WorkingHours).describe(WEEK),
  exceptions: z.array(OtherHours).describe(EXCEPTIONS),
  buffer: z.int().describe(BUFFER),
  notice: z.int().describe(NOTICE),
  horizon: z.int().describe(HORIZON),
});
export type PractitionerView = z.infer<typeof PractitionerView>;

const Exceptions = z.array(OtherHours).max(400).describe(`${EXCEPTIONS} At most 400.`);
const Buffer = z.int().min(0).max(240).describe(`${BUFFER} 0 to 240.`);
const Notice = z.int().min(0).max(43_200).describe(`${NOTICE} 0 to 43,200 (30 days).`);
const Horizon = z.int().min(1).max(730).describe(`${HORIZON} 1 to 730.`);

/** The fields of a practitioner that an administrator sets. */
export const PractitionerFacts = z.strictObject({
  firstName: label(1, 100).describe('First name, 1 to 100 characters.'),
  lastName: label(1, 100).describe('Last name, 1 to 100 characters.'),
  workingHours: z.array(WorkingHours).max(50).describe(`${WEEK} At most 50 spans.`),
  exceptions: Exceptions.default([]),
  buffer: Buffer.default(0),
  notice: Notice.default(0),
  horizon: Horizon.default(365),
  role: CabinetRole.exclude(['patient']).default('practitioner').describe('Role in the cabinet.'),
});
export type PractitionerFacts = z.infer<typeof PractitionerFacts>;

export const HirePractitioner = PractitionerFacts.extend({ cabinetId: CabinetId, userId: z.int().positive() });
export type HirePractitioner = z.infer<typeof HirePractitioner>;

/** What a practitioner, and the managers of the cabinet, change themselves. A role is given by hiring only. */
export const PractitionerChanges = z
  .strictObject({ ...PractitionerFacts.shape, exceptions: Exceptions, buffer: Buffer, notice: Notice, horizon: Horizon })
  .omit({ role: true })
  .partial();

export const UpdatePractitioner = PractitionerChanges.extend({ cabinetId: CabinetId, id: z.uuid() });
export type UpdatePractitioner = z.infer<typeof UpdatePractitioner>;

/**
 * The people who work in a cabinet. Platform administrators hire them and give the role. They change their own names and
 * hours, and so do the managers and administrators of the cabinet. A membership is ended by its own member, by a platform
 * administrator, or by a higher rank of the cabinet: managers dismiss practitioners, administrators every other member.
 */
export const practitioners = {
  hire: rpc('booking.practitioners.hire', {
    permission: 'booking.practitioners.hire',
    summary: 'Add an account to a cabinet as practitioner, or replace the fields of an existing practitioner',
    request: HirePractitioner,
    reply: PractitionerView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  update: rpc('booking.practitioners.update', {
    permission: 'booking.practitioners.update',
    summary: 'Update the name, hours, buffer, notice or horizon of a practitioner; absent fields keep their value',
    request: UpdatePractitioner,
    reply: PractitionerView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  dismiss: rpc('booking.practitioners.dismiss', {
    permission: 'booking.practitioners.dismiss',
    summary: 'End the membership of a practitioner in a cabinet; a second call is NOT_FOUND',
    request: z.strictObject({ cabinetId: CabinetId, id: z.uuid() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: false,
  }),
  list: rpc('booking.practitioners.list', {
    permission: 'booking.practitioners.list',
    summary: 'List the practitioners of a cabinet by last name; at most 500',
    request: z.strictObject({ cabinetId: CabinetId }),
    reply: z.object({ items: z.array(PractitionerView).max(500) }),
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
};

export const practitionerEvents = {
  dismissed: event('booking.practitioners.dismissed', {
    summary: 'The membership of a practitioner in a cabinet has ended.',
    payload: z.object({ cabinetId: CabinetId, userId: z.int().positive() }),
  }),
};
