import { z } from 'zod';
import { rpc } from '../rpc.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { AppointmentType } from './appointment-types.js';
import { CreateHold, HoldView } from './holds.js';
import { PatientFacts } from './patients.js';
import { Duration } from './times.js';
import { MailLanguage, PageName } from './public-pages.js';
import { Answers } from './treatments.js';
import { PatientAppointment } from './patient-appointments.js';

export const VisitEmail = z.email().max(254).describe('E-mail address of the person who books, at most 254 characters.');

export const CodeRequest = z
  .object({
    requestId: z.uuid().describe('Id of the request; it is needed together with the code of the mail.'),
  })
  .describe('A requested code. The response is the same for every address.');
export type CodeRequest = z.infer<typeof CodeRequest>;

export const VisitView = z
  .object({
    visit: z.string().describe('Secret of the visit, which later calls send.'),
    expiresAt: timestamp('When the visit ends.'),
  })
  .describe('A visit of a public page, by a person with a confirmed e-mail address.');
export type VisitView = z.infer<typeof VisitView>;

export const VisitSecret = text(1, 100).describe('Secret of the visit.');

export const VisitPatient = PatientFacts.omit({ email: true })
  .extend({
    relation: z
      .enum(['self', 'child'])
      .default('self')
      .describe('Whether the patient is the person who books, or a child of that person.'),
  })
  .describe('The patient. The e-mail address is that of the visit.');
export type VisitPatient = z.infer<typeof VisitPatient>;

export const VisitHold = CreateHold.extend({ visit: VisitSecret, duration: Duration });
export const VisitBooking = VisitHold.extend({
  type: AppointmentType,
  answers: Answers.optional(),
  patient: VisitPatient,
});
export type VisitBooking = z.infer<typeof VisitBooking>;

const At = z.strictObject({ cabinet: PageName });
/** The network of the client, which the gateway knows: a subject of limits. */
const network = text(0, 60);
const visited = ['NOT_FOUND', 'INVALID_TOKEN', 'CONFLICT'] as const;

/**
 * Booking without an account. A visit begins with a confirmed e-mail address: by a six-digit code of ten minutes and five tries,
 * or by the confirmed address of an account. Unknown and known addresses get the same response and the same mail. A visit lasts
 * one hour; its secret stays with the client and is stored as a hash.
 *
 * Limits against hoarding: one hold for an e-mail address, a few open holds for a network, and few appointments to come for an
 * e-mail address (its aliases included), an account and a network; above them the error is CONFLICT.
 */
export const visits = {
  requestCode: rpc('booking.visits.requestCode', {
    permission: 'booking.visits.open',
    summary: 'Mail a code that confirms an e-mail address',
    request: At.extend({ email: VisitEmail, language: MailLanguage, network }),
    reply: CodeRequest,
    errors: ['NOT_FOUND'],
  }),
  open: rpc('booking.visits.open', {
    permission: 'booking.visits.open',
    summary: 'Begin a visit with a mailed code',
    request: At.extend({ requestId: z.uuid(), code: text(1, 20), network }),
    reply: VisitView,
    errors: ['NOT_FOUND', 'INVALID_CODE'],
  }),
  openOwn: rpc('booking.visits.openOwn', {
    permission: 'booking.visits.openOwn',
    summary: 'Begin a visit with the confirmed e-mail address of the caller, which the gateway has checked',
    request: At.extend({ email: VisitEmail, language: MailLanguage, network }),
    reply: VisitView,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
  }),
  hold: rpc('booking.visits.hold', {
    permission: 'booking.visits.hold',
    summary: 'Hold a slot for five minutes; a new hold releases the previous one of the same e-mail address',
    request: VisitHold.extend({ cabinet: PageName }),
    reply: HoldView,
    errors: [...visited, 'SLOT_TAKEN'],
  }),
  book: rpc('booking.visits.book', {
    permission: 'booking.visits.hold',
    summary: 'Book an appointment for the person of the visit, or a child',
    request: VisitBooking.extend({ cabinet: PageName }),
    reply: PatientAppointment,
    errors: [...visited, 'SLOT_TAKEN'],
  }),
};
