import { z } from 'zod';
import {
  AbsenceFacts,
  AbsenceRange,
  AbsenceView,
  AppointmentType,
  AppointmentTypeChanges,
  AppointmentTypeView,
  CabinetChanges,
  CabinetId,
  CabinetView,
  CalendarImportView,
  CreateCabinet,
  CreateHold,
  Duration,
  FreeTimes,
  HolidayChanges,
  HolidayYear,
  HoldView,
  NewTreatment,
  TreatmentChanges,
  TreatmentView,
  ListFreeTimes,
  ListSlots,
  NewCalendarImport,
  PractitionerChanges,
  PractitionerFacts,
  PractitionerView,
  PublicHolidays,
  SlotView,
} from '../booking/index.js';
import { GivenEmail } from './accounts.js';
import { http } from './route.js';
import { accepted, created, noContent, ok } from './successes.js';

/** The nova edition has the platform's own spelling, so most views are sent as they are. */
export const WireCabinet = CabinetView;
export type WireCabinet = z.infer<typeof WireCabinet>;

export const WirePractitioner = PractitionerView.extend({
  userId: z.string().describe('Id of the account; ids are strings in this edition.'),
}).describe('A person who works in a cabinet.');
export type WirePractitioner = z.infer<typeof WirePractitioner>;

export const WireAbsence = AbsenceView;
export const WireCalendarImport = CalendarImportView;
export const WireSlot = SlotView;
export const WireFreeTimes = FreeTimes;
export const WireAppointmentType = AppointmentTypeView;
export const WireTreatment = TreatmentView;
export const WirePublicHolidays = PublicHolidays;
export const WireHold = HoldView;

const HirePractitionerBody = PractitionerFacts.extend({
  userId: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the id of an account')
    .transform(Number)
    .optional()
    .describe('Id of the account. Either `userId` or `email` is required.'),
  email: GivenEmail.optional().describe('Confirmed e-mail address of the account. Either `userId` or `email` is required.'),
}).refine(({ userId, email }) => (userId === undefined) !== (email === undefined), {
  path: ['email'],
  message: 'either email or userId is required',
});

/** A list that is returned whole. */
const items = <Item extends z.ZodType>(description: string, item: Item) =>
  ok(description, z.object({ items: z.array(item).describe(description) }));

const cabinet = { tag: 'Cabinets', edition: 'nova', access: 'user', replayedBy: 'service' } as const;
const params = z.object({ id: CabinetId.describe('Id of the cabinet, a UUID.') });

const practitionerOf = params.extend({ practitionerId: z.uuid().describe('Id of the practitioner, a UUID.') });

export const cabinetRoutes = {
  create: http('POST', '/cabinets', {
    ...cabinet,
    id: 'createCabinet',
    permission: 'booking.cabinets.create',
    summary: 'Create a cabinet',
    access: 'admin',
    body: CreateCabinet,
    success: created('The cabinet.', WireCabinet),
  }),
  list: http('GET', '/cabinets', {
    ...cabinet,
    id: 'listCabinets',
    permission: 'booking.cabinets.list',
    summary: 'List cabinets',
    description:
      'Returns the cabinets of which the caller is a member; all of them for administrators of the platform. At most 500.',
    success: items('The cabinets by name.', WireCabinet),
  }),
  get: http('GET', '/cabinets/:id', {
    ...cabinet,
    id: 'getCabinet',
    permission: 'booking.cabinets.get',
    summary: 'Get a cabinet',
    params,
    success: ok('The cabinet.', WireCabinet),
  }),
  update: http('PUT', '/cabinets/:id', {
    ...cabinet,
    id: 'updateCabinet',
    permission: 'booking.cabinets.update',
    summary: 'Update a cabinet',
    description:
      'For managers and administrators of the cabinet. Fields that are left out keep their value. Working hours follow another time zone; appointments keep their instants.',
    params,
    body: CabinetChanges,
    success: ok('The updated cabinet.', WireCabinet),
  }),
  hire: http('POST', '/cabinets/:id/practitioners', {
    ...cabinet,
    id: 'hirePractitioner',
    permission: 'booking.practitioners.hire',
    summary: 'Add a practitioner to a cabinet',
    description:
      'The account must exist; one that is named by its e-mail address must have confirmed it. For an account that already works in the cabinet, the fields replace the stored ones.',
    access: 'admin',
    params,
    body: HirePractitionerBody,
    success: created('The practitioner.', WirePractitioner),
    errors: ['USER_NOT_FOUND'],
  }),
  updatePractitioner: http('PUT', '/cabinets/:id/practitioners/:practitionerId', {
    ...cabinet,
    id: 'updatePractitioner',
    permission: 'booking.practitioners.update',
    summary: 'Update a practitioner',
    description:
      'For the practitioner, and managers and administrators of the cabinet. Fields that are left out keep their value. Existing appointments stay as they are.',
    params: practitionerOf,
    body: PractitionerChanges,
    success: ok('The updated practitioner.', WirePractitioner),
  }),
  dismiss: http('DELETE', '/cabinets/:id/practitioners/:practitionerId', {
    ...cabinet,
    id: 'dismissPractitioner',
    permission: 'booking.practitioners.dismiss',
    summary: 'Remove a practitioner from a cabinet',
    description:
      'Ends the membership and every access to the cabinet at once. The practitioner has no slots any more, and holds are released; absences and appointments stay, the managers of the cabinet are notified, and patients with appointments to come get a mail with free times of other practitioners. Practitioners leave themselves; managers dismiss practitioners, administrators of the cabinet every other member.',
    params: practitionerOf,
    success: noContent('The practitioner is removed.'),
  }),
  practitioners: http('GET', '/cabinets/:id/practitioners', {
    ...cabinet,
    id: 'listPractitioners',
    permission: 'booking.practitioners.list',
    summary: 'List the practitioners of a cabinet',
    description: 'Returns at most 500.',
    params,
    success: items('The practitioners by last name.', WirePractitioner),
  }),
};

export const calendarRoutes = {
  types: http('GET', '/cabinets/:id/appointment-types', {
    ...cabinet,
    id: 'listAppointmentTypes',
    permission: 'booking.appointmentTypes.list',
    summary: 'List the types of appointments of a cabinet',
    description: 'Returns the length and the buffer of each type.',
    params,
    success: items('All types.', WireAppointmentType),
  }),
  updateType: http('PUT', '/cabinets/:id/appointment-types/:type', {
    ...cabinet,
    id: 'updateAppointmentType',
    permission: 'booking.appointmentTypes.update',
    summary: 'Update a type of appointments',
    description:
      'For managers and administrators of the cabinet. Slots, holds, bookings and moves of this type use its length and buffer. Appointments that exist keep theirs. Fields that are left out keep their value.',
    params: params.extend({ type: AppointmentType }),
    body: AppointmentTypeChanges,
    success: ok('The updated type.', WireAppointmentType),
  }),
  treatments: http('GET', '/cabinets/:id/treatments', {
    ...cabinet,
    id: 'listTreatments',
    permission: 'booking.treatments.list',
    summary: 'List the treatments of a cabinet',
    description:
      'Treatments are types of appointments of the cabinet itself, beside the eight of the platform. Returns all, at most 100, archived ones last.',
    params,
    success: items('The treatments by name.', WireTreatment),
  }),
  createTreatment: http('POST', '/cabinets/:id/treatments', {
    ...cabinet,
    id: 'createTreatment',
    permission: 'booking.treatments.create',
    summary: 'Add a treatment to a cabinet',
    description:
      'For managers and administrators of the cabinet. A name in use and the 101st treatment are `CONFLICT`. Treatments are archived, not deleted.',
    params,
    body: NewTreatment,
    success: created('The treatment.', WireTreatment),
    errors: ['CONFLICT'],
  }),
  updateTreatment: http('PUT', '/cabinets/:id/treatments/:treatmentId', {
    ...cabinet,
    id: 'updateTreatment',
    permission: 'booking.treatments.update',
    summary: 'Update or archive a treatment',
    description:
      'For managers and administrators of the cabinet. Fields that are left out keep their value. Appointments that exist keep their length, their buffer and their answers.',
    params: params.extend({ treatmentId: z.uuid().describe('Id of the treatment, a UUID.') }),
    body: TreatmentChanges,
    success: ok('The updated treatment.', WireTreatment),
    errors: ['CONFLICT'],
  }),
  holidays: http('GET', '/cabinets/:id/holidays', {
    ...cabinet,
    id: 'listPublicHolidays',
    permission: 'booking.holidays.list',
    summary: 'List the public holidays of a cabinet',
    description: 'Returns those of one year, the present one by default, each with whether the cabinet is closed.',
    params,
    query: z.object({ year: z.coerce.number().pipe(HolidayYear).optional().describe('Year, 1970 to 2199.') }),
    success: ok('The public holidays.', WirePublicHolidays),
  }),
  updateHolidays: http('PUT', '/cabinets/:id/holidays', {
    ...cabinet,
    id: 'updatePublicHolidays',
    permission: 'booking.holidays.update',
    summary: 'Choose the public holidays of a cabinet',
    description:
      'For managers and administrators of the cabinet. It is closed on the public holidays of the country or the part of it, except for those that `open` names. A practitioner with an exception on such a date works by that exception. Booked appointments stay.',
    params,
    body: HolidayChanges,
    success: ok('The public holidays of the present year.', WirePublicHolidays),
  }),
};

const practitionerParams = z.object({ id: z.uuid().describe('Id of the practitioner, a UUID.') });

export const absenceRoutes = {
  create: http('POST', '/practitioners/:id/absences', {
    ...cabinet,
    id: 'createAbsence',
    permission: 'booking.absences.create',
    summary: 'Create an absence of a practitioner',
    description:
      'For the practitioner, and managers and administrators of the cabinet. An absence that overlaps an appointment, a hold or another absence is `SLOT_TAKEN`, with the next free slots in `details`. With `overrides` it is entered over them: holds end, nothing else can be booked there, and appointments to come stay until they are moved. The response lists them, at most 500, and their patients get a mail with free times and a link.',
    params: practitionerParams,
    body: AbsenceFacts,
    success: created('The absence.', WireAbsence),
    errors: ['SLOT_TAKEN'],
  }),
  list: http('GET', '/practitioners/:id/absences', {
    ...cabinet,
    id: 'listAbsences',
    permission: 'booking.absences.list',
    summary: 'List the absences of a practitioner',
    description: 'Returns at most 500, between two dates or from now on.',
    params: practitionerParams,
    query: AbsenceRange,
    success: items('The absences in order of time.', WireAbsence),
  }),
  remove: http('DELETE', '/practitioners/:id/absences/:absenceId', {
    ...cabinet,
    id: 'deleteAbsence',
    permission: 'booking.absences.remove',
    summary: 'Delete an absence',
    description: 'For the practitioner, and managers and administrators of the cabinet.',
    params: practitionerParams.extend({ absenceId: z.uuid().describe('Id of the absence, a UUID.') }),
    success: noContent('The absence is deleted.'),
  }),
};

const importParams = practitionerParams.extend({ importId: z.uuid().describe('Id of the import, a UUID.') });

export const calendarImportRoutes = {
  add: http('POST', '/practitioners/:id/calendar-imports', {
    ...cabinet,
    id: 'addCalendarImport',
    permission: 'booking.calendarImports.add',
    summary: 'Import the busy times of a calendar elsewhere',
    description:
      'For the practitioner, and managers and administrators of the cabinet. The iCalendar feed is read at once and then regularly. Nothing can be booked in its busy times; appointments that are booked already stay. Titles are not stored. Events that are free or cancelled, and those of appointments of this cabinet, are left out. At most 20 for each practitioner.',
    params: practitionerParams,
    body: NewCalendarImport,
    success: created('The import.', WireCalendarImport),
    errors: ['CONFLICT'],
  }),
  list: http('GET', '/practitioners/:id/calendar-imports', {
    ...cabinet,
    id: 'listCalendarImports',
    permission: 'booking.calendarImports.list',
    summary: 'List the imported calendars of a practitioner',
    description: 'For the practitioner, and managers and administrators of the cabinet. Returns all, at most 20.',
    params: practitionerParams,
    success: items('The imports in the order in which they were added.', WireCalendarImport),
  }),
  refresh: http('POST', '/practitioners/:id/calendar-imports/:importId/refresh', {
    ...cabinet,
    id: 'refreshCalendarImport',
    permission: 'booking.calendarImports.refresh',
    summary: 'Read an imported calendar now',
    description:
      'For the practitioner, and managers and administrators of the cabinet. The calendar is read within seconds, at most once a minute; `lastSuccessAt` or `lastFailureAt` of the list shows the result.',
    params: importParams,
    success: accepted('The import.', WireCalendarImport),
  }),
  remove: http('DELETE', '/practitioners/:id/calendar-imports/:importId', {
    ...cabinet,
    id: 'removeCalendarImport',
    permission: 'booking.calendarImports.remove',
    summary: 'Remove an imported calendar',
    description: 'For the practitioner, and managers and administrators of the cabinet. Its busy times are free at once.',
    params: importParams,
    success: noContent('The import is removed.'),
  }),
};

const appointments = { tag: 'Appointments', edition: 'nova', access: 'user', replayedBy: 'service' } as const;

export const slotRoutes = {
  free: http('GET', '/appointments/free-times', {
    ...appointments,
    id: 'listFreeTimes',
    permission: 'booking.slots.free',
    summary: 'List the free times of a cabinet',
    description:
      'Returns the free times of all practitioners between two dates, both inclusive: of each practitioner, and of any of them. A time of the latter can be booked with `practitionerId: any`. Without `duration` and a length of the type, times are for 30 minutes. More than 20,000 times are `VALIDATION_FAILED`.',
    query: z.object({
      ...ListFreeTimes.shape,
      duration: z.coerce.number().pipe(Duration).optional().describe('Duration of the appointment in minutes, 5 to 720.'),
    }),
    success: ok('The free times.', WireFreeTimes),
    errors: ['FORBIDDEN'],
  }),
  list: http('GET', '/appointments/slots', {
    ...appointments,
    id: 'listSlots',
    permission: 'booking.slots.list',
    summary: 'List the slots of a practitioner',
    description:
      'Returns the slots between two dates, both inclusive, in the time zone of the cabinet. Taken slots are included with `available: false`. A range with more than 500 slots is `VALIDATION_FAILED` and names the last date that fits.',
    query: z
      .object({
        ...ListSlots.shape,
        duration: z.coerce
          .number()
          .pipe(Duration)
          .optional()
          .describe('Duration of the appointment in minutes, 5 to 720. Default: that of the type, else 30.'),
      })
      .refine(({ dateFrom, dateTo }) => dateFrom <= dateTo, { path: ['dateTo'], message: 'must not be before dateFrom' }),
    success: ok('The slots in order of time.', z.array(WireSlot)),
    errors: ['FORBIDDEN', 'NOT_FOUND'],
  }),
};

export const holdRoutes = {
  create: http('POST', '/appointments/holds', {
    ...appointments,
    id: 'createHold',
    permission: 'booking.holds.create',
    summary: 'Hold a slot',
    description:
      'Reserves a time for five minutes while a booking is filled in. The rules are those of a booking, which consumes the hold. A caller has one hold per cabinet; a new hold releases the previous one.',
    body: CreateHold,
    success: created('The hold.', WireHold),
    errors: ['FORBIDDEN', 'NOT_FOUND', 'SLOT_TAKEN'],
  }),
  remove: http('DELETE', '/appointments/holds/:id', {
    ...appointments,
    id: 'deleteHold',
    permission: 'booking.holds.remove',
    summary: 'Release a hold',
    params: z.object({ id: z.uuid().describe('Id of the hold, a UUID.') }),
    success: noContent('The hold is released.'),
  }),
};
