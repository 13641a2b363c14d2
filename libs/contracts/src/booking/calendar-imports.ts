import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';

export const MOST_IMPORTS = 20;

export const CalendarImportFailure = z
  .enum([
    'unreachable',
    'refused_address',
    'too_many_redirects',
    'bad_status',
    'too_slow',
    'too_large',
    'not_a_calendar',
    'too_many_events',
    'address_lost',
  ])
  .describe(
    'Why the calendar could not be read: `unreachable` (name, connection or certificate), `refused_address` (not https, or not public), `too_many_redirects`, `bad_status`, `too_slow`, `too_large`, `not_a_calendar`, `too_many_events`, or `address_lost` (the secret of the installation has changed: enter the address again).',
  );
export type CalendarImportFailure = z.infer<typeof CalendarImportFailure>;

const instant = (description: string) => timestamp(description).nullable().describe(description);

export const CalendarImportView = z
  .object({
    id: z.uuid().describe('Id of the import.'),
    practitionerId: z.uuid().describe('Id of the practitioner.'),
    host: z.string().describe('Host of the address. The address itself is a secret and is not returned.'),
    createdAt: timestamp('When the import was added.'),
    busyTimes: z.int().describe('Busy times of the last success that have not ended.'),
    lastSuccessAt: instant('When the calendar was last read; null before.'),
    lastFailureAt: instant('When it last could not be read; null before.'),
    lastFailure: CalendarImportFailure.nullable().describe('Code of that failure; null before.'),
    nextRunAt: timestamp('When it is read next.'),
  })
  .describe('A calendar elsewhere, whose busy times are taken in the calendar of a practitioner.');
export type CalendarImportView = z.infer<typeof CalendarImportView>;

const isCalendarAddress = (address: string) =>
  URL.canParse(address) && ['https:', 'http:', 'webcal:'].includes(new URL(address).protocol);

export const NewCalendarImport = z.strictObject({
  address: text(1, 2_048)
    .refine(isCalendarAddress, 'must be an https address')
    .describe('Address of an iCalendar feed: https or webcal, without a user name and without a port.'),
});

const Practitioner = z.strictObject({ practitionerId: z.uuid() });
const One = Practitioner.extend({ id: z.uuid() });
const errors = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;

/**
 * Calendars elsewhere whose busy times are taken, like absences: nothing can be booked there. Appointments that are booked already
 * stay. Only times are stored. A calendar that cannot be read keeps its last busy times, one that is removed frees them.
 * Practitioners write their own imports, managers and administrators of the cabinet all of them.
 */
export const calendarImports = {
  add: rpc('booking.calendarImports.add', {
    permission: 'booking.calendarImports.add',
    summary: `Import the busy times of a calendar by its address; CONFLICT above ${MOST_IMPORTS} calendars of a practitioner`,
    request: NewCalendarImport.extend(Practitioner.shape),
    reply: CalendarImportView,
    errors: [...errors, 'CONFLICT'],
  }),
  list: rpc('booking.calendarImports.list', {
    permission: 'booking.calendarImports.list',
    summary: 'List the imported calendars of a practitioner',
    request: Practitioner,
    reply: z.object({ items: z.array(CalendarImportView).max(MOST_IMPORTS) }),
    errors,
    idempotent: true,
  }),
  refresh: rpc('booking.calendarImports.refresh', {
    permission: 'booking.calendarImports.refresh',
    summary: 'Read a calendar soon, at most once a minute',
    request: One,
    reply: CalendarImportView,
    errors,
    idempotent: true,
  }),
  remove: rpc('booking.calendarImports.remove', {
    permission: 'booking.calendarImports.remove',
    summary: 'Remove an imported calendar and its busy times',
    request: One,
    reply: Done,
    errors,
  }),
};
