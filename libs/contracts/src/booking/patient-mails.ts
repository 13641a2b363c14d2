import { z } from 'zod';
import { event } from '../events.js';
import { rpc } from '../rpc.js';
import { MOST_PROPOSED } from './proposals.js';
import { MailLanguage } from './public-pages.js';

export const PatientMailKind = z.enum([
  'code',
  'booked',
  'confirmed',
  'rescheduled',
  'cancelled',
  'reminder',
  'displaced',
  'offer',
]);
export type PatientMailKind = z.infer<typeof PatientMailKind>;

const Addressed = z.object({
  to: z.string(),
  language: MailLanguage,
  cabinet: z.string(),
  /** Whose mail it is, so that it ends with them. A code is of no patient yet. */
  subject: z.object({ cabinetId: z.uuid(), patientId: z.uuid().nullable() }).optional(),
});

/** What a mail says, as it is when the mail is written. Links are tokens: the gateway knows the address of the front end. */
export const PatientMail = z.discriminatedUnion('kind', [
  Addressed.extend({ kind: z.literal('code'), code: z.string() }),
  Addressed.extend({
    kind: z.literal('offer'),
    practitioner: z.string(),
    /** Start, and end of the offer, in the time zone of the cabinet. */
    start: z.string(),
    until: z.string(),
    timezone: z.string(),
    token: z.string(),
  }),
  Addressed.extend({
    kind: PatientMailKind.exclude(['code', 'offer']),
    practitioner: z.string(),
    /** The start in the time zone of the cabinet: `2027-03-29T09:30`. */
    start: z.string(),
    timezone: z.string(),
    /** Of the public page, for the way there. */
    address: z.string().optional(),
    phone: z.string().optional(),
    moveToken: z.string().optional(),
    cancelToken: z.string().optional(),
    /** Free times in place of one that can not be kept; `start` as above. */
    proposed: z
      .array(z.object({ start: z.string(), practitioner: z.string() }))
      .max(2 * MOST_PROPOSED)
      .optional(),
    /** Switches the reminders to this address off. */
    remindToken: z.string().optional(),
    /** An iCalendar file with its METHOD. */
    calendar: z.object({ method: z.enum(['REQUEST', 'CANCEL']), content: z.string() }).optional(),
  }),
]);
export type PatientMail = z.infer<typeof PatientMail>;

/**
 * Mails to patients. Booking stores what to write about, and the gateway, which sends mail, reads the text of the moment: a mail
 * about a time that has changed since is left out, and no copy of an appointment waits in a queue.
 */
export const patientMails = {
  read: rpc('booking.mails.read', {
    permission: 'internal',
    summary: 'Get a mail as it is to be written now; null if it is outdated',
    request: z.strictObject({ id: z.uuid() }),
    reply: z.object({ mail: PatientMail.nullable() }),
    idempotent: true,
  }),
};

export const patientMailEvents = {
  requested: event('booking.mails.requested', {
    summary: 'A change was committed of which a patient learns by mail. The text is read by `booking.mails.read`.',
    payload: z.object({ id: z.uuid() }),
  }),
  ended: event('booking.mails.ended', {
    summary: 'A patient was erased: mails to them that wait are deleted. Mails that the erasure itself causes come after it.',
    payload: z.object({ patientId: z.uuid() }),
  }),
};
