import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { AppointmentType } from './appointment-types.js';
import { AppointmentStatus } from './appointments.js';
import { CabinetId } from './cabinets.js';
import { Proposal } from './proposals.js';
import { TimeThere } from './times.js';

/** No notes, no history and no data of the file: what a patient needs to come, to move and to cancel. */
export const PatientAppointment = z
  .object({
    id: z.uuid().describe('Id of the appointment.'),
    status: AppointmentStatus,
    type: AppointmentType,
    treatment: z.string().optional().describe('Name of the treatment of the cabinet, if the appointment has one.'),
    treatmentId: z.uuid().optional().describe('Id of the treatment.'),
    startTime: timestamp('When the appointment begins.'),
    endTime: timestamp('When the appointment ends.'),
    duration: z.int().describe('Duration in minutes.'),
    practitionerId: z.uuid().describe('Id of the practitioner.'),
    practitioner: z.string().describe('Name of the practitioner.'),
    patient: z.string().describe('First name of the patient.'),
    cabinet: z
      .object({
        id: CabinetId.describe('Id of the cabinet.'),
        name: z.string().describe('Name of the cabinet.'),
        timezone: z.string().describe('IANA time zone, for example `Europe/Paris`.'),
      })
      .describe('The cabinet.'),
    changeableUntil: timestamp('Until when the patient may move or cancel the appointment.'),
  })
  .describe('An appointment as its patient sees it.');
export type PatientAppointment = z.infer<typeof PatientAppointment>;

export const LinkToken = text(1, 4_096).describe('Token of the link in the mail.');
/** Another practitioner is possible if the appointment needs another time. */
export const OwnMove = z.strictObject({
  startTime: TimeThere.describe('New start, ISO 8601. Without an offset it is read in the time zone of the cabinet.'),
  practitionerId: z
    .uuid()
    .optional()
    .describe('Another practitioner, only if the appointment needs another time because of an absence or a departure.'),
});
export type OwnMove = z.infer<typeof OwnMove>;

const Link = z.strictObject({ token: LinkToken });
const linked = ['INVALID_TOKEN'] as const;
const changed = [...linked, 'TOO_LATE', 'INVALID_TRANSITION'] as const;

/**
 * Links in mails. A token is signed, serves one purpose (`move` or `cancel`) and expires with the start of the appointment. It is
 * bound to the version that set the time: after a move or a cancellation by anybody it is INVALID_TOKEN, so it works once. The
 * token for `remind` is of an address in a cabinet, and lives for a year.
 */
export const patientLinks = {
  show: rpc('booking.links.show', {
    permission: 'booking.links.show',
    summary: 'Get the appointment of a link',
    request: Link,
    reply: PatientAppointment,
    errors: linked,
    idempotent: true,
  }),
  cancel: rpc('booking.links.cancel', {
    permission: 'booking.links.cancel',
    summary: 'Cancel the appointment of a link; TOO_LATE within the window of the cabinet',
    request: Link.extend({ reason: text(0, 500).nullish() }),
    reply: PatientAppointment,
    errors: changed,
  }),
  proposal: rpc('booking.links.proposal', {
    permission: 'booking.links.show',
    summary: 'List free times for the appointment of a link',
    request: Link,
    reply: Proposal,
    errors: linked,
    idempotent: true,
  }),
  move: rpc('booking.links.move', {
    permission: 'booking.links.move',
    summary: 'Move the appointment of a link; TOO_LATE within the window of the cabinet, unless it needs another time',
    request: Link.extend(OwnMove.shape),
    reply: PatientAppointment,
    errors: [...changed, 'SLOT_TAKEN'],
  }),
  remind: rpc('booking.links.remind', {
    permission: 'booking.links.remind',
    summary: 'Switch the reminders of a cabinet to the address of a link on or off',
    request: Link.extend({ wanted: z.boolean() }),
    reply: Done,
    errors: linked,
    idempotent: true,
  }),
};
