import { z } from 'zod';
import { event } from '../events.js';
import { rpc } from '../rpc.js';
import { MailLanguage } from './public-pages.js';

/** What a reminder by SMS says, as it is when the gateway writes it. */
export const PatientSms = z.object({
  /** E.164: `+33612345678`. */
  to: z.string().regex(/^\+[1-9]\d{6,14}$/),
  language: MailLanguage,
  cabinet: z.string(),
  /** The start in the time zone of the cabinet: `2027-03-29T09:30`. */
  start: z.string(),
  timezone: z.string(),
  /** The same as an instant: later the text is of no use. */
  until: z.string(),
  /** Switches the reminders to this number off. */
  remindToken: z.string(),
  subject: z.object({ cabinetId: z.uuid(), patientId: z.uuid() }),
});
export type PatientSms = z.infer<typeof PatientSms>;

/** Texts to the phones of patients, in the way of `patientMails`: booking stores what to write about, the gateway reads it. */
export const patientSms = {
  read: rpc('booking.sms.read', {
    permission: 'internal',
    summary: 'Get a text as it is to be sent now; null if it is outdated',
    request: z.strictObject({ id: z.uuid() }),
    reply: z.object({ sms: PatientSms.nullable() }),
    idempotent: true,
  }),
};

export const patientSmsEvents = {
  requested: event('booking.sms.requested', {
    summary: 'A reminder was committed of which a patient learns by SMS. The text is read by `booking.sms.read`.',
    payload: z.object({ id: z.uuid() }),
  }),
};
