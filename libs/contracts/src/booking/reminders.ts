import { z } from 'zod';
import { job } from '../jobs.js';
import { CabinetId } from './cabinets.js';

/** One reminder of one time of an appointment: another time is another `timeVersion`, and has its own reminders. */
const Reminder = z.strictObject({
  cabinetId: CabinetId,
  appointmentId: z.uuid(),
  timeVersion: z.int().positive(),
  /** Hours before the start. */
  hours: z.int().positive(),
});
export type Reminder = z.infer<typeof Reminder>;

export const reminderJobs = {
  send: job('booking', 'remind', {
    summary: 'Remind the patient and the practitioner of an appointment, if it still has this time',
    payload: Reminder,
    attempts: 3,
    backoffMs: 1_000,
  }),
};
