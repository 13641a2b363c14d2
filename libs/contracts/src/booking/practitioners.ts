import { z } from 'zod';
import { rpc } from '../rpc.js';
import { label } from '../text.js';
import { CabinetId, CabinetRole } from './cabinets.js';
import { CalendarDate } from './times.js';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:30');

const Span = z.strictObject({ start: TimeOfDay, end: TimeOfDay });
const inOrder = ({ start, end }: z.infer<typeof Span>) => start < end;
const IN_ORDER = { path: ['end'], message: 'must be after start' };

/** A span of one day, on the clock of the cabinet's time zone. */
export const Hours = Span.refine(inOrder, IN_ORDER);
export type Hours = z.infer<typeof Hours>;

/** A span of every week. `day`: 1 is Monday, 7 is Sunday. */
export const WorkingHours = Span.extend({ day: z.int().min(1).max(7) }).refine(inOrder, IN_ORDER);
export type WorkingHours = z.infer<typeof WorkingHours>;

/** A date that is not like its weekday: these hours count instead, none at all when it is empty. */
export const OtherHours = z.strictObject({ date: CalendarDate, hours: z.array(Hours).max(10) });
export type OtherHours = z.infer<typeof OtherHours>;

export const PractitionerView = z.object({
  id: z.uuid(),
  cabinetId: CabinetId,
  userId: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  workingHours: z.array(WorkingHours),
  exceptions: z.array(OtherHours),
  /** Minutes that stay free after an appointment. */
  buffer: z.int(),
  /** Minutes before its start up to which a slot is offered. */
  notice: z.int(),
  /** Days from now for which slots are offered. */
  horizon: z.int(),
});
export type PractitionerView = z.infer<typeof PractitionerView>;

/** What is said of a practitioner, beside who and where. */
export const PractitionerFacts = z.strictObject({
  firstName: label(1, 100),
  lastName: label(1, 100),
  workingHours: z.array(WorkingHours).max(50),
  exceptions: z.array(OtherHours).max(400).default([]),
  buffer: z.int().min(0).max(240).default(0),
  notice: z.int().min(0).max(43_200).default(0),
  horizon: z.int().min(1).max(730).default(365),
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
