import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { AppointmentType } from './appointment-types.js';
import { ANY_PRACTITIONER } from './appointments.js';
import { PatientAppointment } from './patient-appointments.js';
import { PageName } from './public-pages.js';
import { CalendarDate, Duration, TreatmentId } from './times.js';
import { VisitPatient, VisitSecret } from './visits.js';

const MOST_WAITING = 500;
const LONGEST_DAYS = 92;
const DAY_MS = 86_400_000;

export const WaitingEntryView = z
  .object({
    id: z.uuid().describe('Id of the entry.'),
    practitionerId: z.uuid().nullable().describe('Id of the practitioner; null for any.'),
    type: AppointmentType,
    treatment: z
      .object({ id: z.uuid().describe('Id of the treatment.'), name: z.string().describe('Name of the treatment.') })
      .optional()
      .describe('The treatment of the cabinet, if the patient waits for one.'),
    duration: z.int().describe('Duration in minutes.'),
    dateFrom: CalendarDate.describe('First date, in the time zone of the cabinet.'),
    dateTo: CalendarDate.describe('Last date, inclusive.'),
    createdAt: timestamp('Since when the patient waits.'),
  })
  .describe('A patient who waits for a free time.');
export type WaitingEntryView = z.infer<typeof WaitingEntryView>;

export const StaffWaitingEntry = WaitingEntryView.extend({
  patientId: z.uuid().describe('Id of the patient.'),
  patient: z.string().describe('Name of the patient.'),
  offered: z
    .object({
      startTime: timestamp('Start of the time.'),
      practitionerId: z.uuid().describe('Id of the practitioner.'),
      until: timestamp('Until when it is held for the patient.'),
    })
    .nullable()
    .describe('The time that is offered now.'),
}).describe('An entry of the waiting list, as the cabinet sees it.');
export type StaffWaitingEntry = z.infer<typeof StaffWaitingEntry>;

const Wish = z.strictObject({
  practitionerId: z
    .union([z.uuid(), z.literal(ANY_PRACTITIONER)])
    .default(ANY_PRACTITIONER)
    .describe('Id of the practitioner, or `any`.'),
  type: AppointmentType.describe('What the appointment is for. That of the treatment replaces it.'),
  treatmentId: TreatmentId.optional(),
  duration: Duration.optional().describe('Duration in minutes, 5 to 720. Default: that of the treatment or type, else 30.'),
  dateFrom: CalendarDate.describe('First date, in the time zone of the cabinet.'),
  dateTo: CalendarDate.describe(`Last date, inclusive, at most ${LONGEST_DAYS} days later.`),
});
const inOrder = ({ dateFrom, dateTo }: { dateFrom: string; dateTo: string }) => {
  const days = (Date.parse(dateTo) - Date.parse(dateFrom)) / DAY_MS;
  return days >= 0 && days <= LONGEST_DAYS;
};
const IN_ORDER = { path: ['dateTo'], message: `must not be before dateFrom, and at most ${LONGEST_DAYS} days later` };

const StaffShape = Wish.extend({ patientId: z.uuid().describe('Id of the patient.') });
export const NewWaitingEntry = StaffShape.refine(inOrder, IN_ORDER);
export type NewWaitingEntry = z.infer<typeof NewWaitingEntry>;

const VisitShape = Wish.extend({ visit: VisitSecret, patient: VisitPatient });
export const VisitWaiting = VisitShape.refine(inOrder, IN_ORDER);

export const OfferToken = text(1, 4_096).describe('Token of the link in the mail.');
const Link = z.strictObject({ token: OfferToken });

export const WaitingOffer = z
  .object({
    startTime: timestamp('When the appointment would begin.'),
    duration: z.int().describe('Duration in minutes.'),
    practitioner: z.string().describe('Name of the practitioner.'),
    cabinet: z.string().describe('Name of the cabinet.'),
    timezone: z.string().describe('IANA time zone of the cabinet.'),
    until: timestamp('Until when the time is held for the patient.'),
  })
  .describe('A free time that is held for a patient of the waiting list.');
export type WaitingOffer = z.infer<typeof WaitingOffer>;

export const DeclineOffer = z.strictObject({
  leave: z.boolean().default(false).describe('Whether the patient leaves the waiting list. Default: false.'),
});

const staff = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;

/**
 * Patients who wait for a time in a range of dates. When a time becomes free, for whatever reason, it is held for the first entry
 * that it suits, and the people who stand for that patient get a mail with a link. An offer that is declined or expires goes to the
 * next entry; the entry keeps its place, is never offered that time again, and ends after three such offers, at its last date, or
 * with a booking.
 */
export const waitingList = {
  add: rpc('booking.waiting.add', {
    permission: 'booking.waiting.add',
    summary: 'Add a patient to the waiting list; CONFLICT above the limits of the patient and the cabinet',
    request: NewWaitingEntry,
    reply: StaffWaitingEntry,
    errors: [...staff, 'CONFLICT'],
  }),
  list: rpc('booking.waiting.list', {
    permission: 'booking.waiting.list',
    summary: 'List the waiting list of the cabinet in its order; at most 500',
    request: z.strictObject({}),
    reply: z.object({ items: z.array(StaffWaitingEntry).max(MOST_WAITING) }),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
  remove: rpc('booking.waiting.remove', {
    permission: 'booking.waiting.remove',
    summary: 'Remove an entry and its offer',
    request: z.strictObject({ id: z.uuid() }),
    reply: Done,
    errors: staff,
  }),
  join: rpc('booking.waiting.join', {
    permission: 'booking.visits.hold',
    summary: 'Join the waiting list in a visit',
    request: VisitShape.extend({ cabinet: PageName }).refine(inOrder, IN_ORDER),
    reply: WaitingEntryView,
    errors: ['NOT_FOUND', 'INVALID_TOKEN', 'CONFLICT'],
  }),
  show: rpc('booking.waiting.show', {
    permission: 'booking.links.show',
    summary: 'Get the offer of a link',
    request: Link,
    reply: WaitingOffer,
    errors: ['INVALID_TOKEN'],
    idempotent: true,
  }),
  accept: rpc('booking.waiting.accept', {
    permission: 'booking.links.move',
    summary: 'Book the offered time; a repetition returns the appointment',
    request: Link,
    reply: PatientAppointment,
    errors: ['INVALID_TOKEN', 'SLOT_TAKEN'],
    idempotent: true,
  }),
  decline: rpc('booking.waiting.decline', {
    permission: 'booking.links.cancel',
    summary: 'Decline the offered time, or leave the waiting list',
    request: Link.extend(DeclineOffer.shape),
    reply: Done,
    errors: ['INVALID_TOKEN'],
  }),
};
