import { z } from 'zod';
import { rpc } from '../rpc.js';
import { label } from '../text.js';
import { CabinetId, CabinetRole } from './cabinets.js';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:30');

/** A span of every week, in the cabinet's time zone. `day`: 1 is Monday, 7 is Sunday. */
export const WorkingHours = z
  .strictObject({ day: z.int().min(1).max(7), start: TimeOfDay, end: TimeOfDay })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'must be after start' });
export type WorkingHours = z.infer<typeof WorkingHours>;

export const PractitionerView = z.object({
  id: z.uuid(),
  cabinetId: CabinetId,
  userId: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  workingHours: z.array(WorkingHours),
  /** Minutes that stay free after an appointment. */
  buffer: z.int(),
});
export type PractitionerView = z.infer<typeof PractitionerView>;

/** What is said of a practitioner, beside who and where. */
export const PractitionerFacts = z.strictObject({
  firstName: label(1, 100),
  lastName: label(1, 100),
  workingHours: z.array(WorkingHours).max(50),
  buffer: z.int().min(0).max(240).default(0),
  role: CabinetRole.exclude(['patient']).default('practitioner'),
});
export type PractitionerFacts = z.infer<typeof PractitionerFacts>;

export const HirePractitioner = PractitionerFacts.extend({ cabinetId: CabinetId, userId: z.int().positive() });
export type HirePractitioner = z.infer<typeof HirePractitioner>;

/** Who works in a cabinet. Platform administrators say so, the cabinet's members see it. */
export const practitioners = {
  hire: rpc('booking.practitioners.hire', {
    summary: 'An account joins a cabinet; for somebody who works there already, what is said now counts',
    request: HirePractitioner,
    reply: PractitionerView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  list: rpc('booking.practitioners.list', {
    summary: 'Who works in a cabinet, by last name; at most 500',
    request: z.strictObject({ cabinetId: CabinetId }),
    reply: z.object({ items: z.array(PractitionerView).max(500) }),
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
};
