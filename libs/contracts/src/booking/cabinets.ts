import { z } from 'zod';
import { rpc } from '../rpc.js';
import { label } from '../text.js';

export const CabinetId = z.uuid();

/** What somebody is IN a cabinet; it gives no power outside of it. */
export const CabinetRole = z.enum(['patient', 'practitioner', 'manager', 'admin']);
export type CabinetRole = z.infer<typeof CabinetRole>;

/** An IANA name. Offsets (`+02:00`) are none: they know nothing of summer time. */
export const TimeZone = z.string().max(60).refine(isZone, 'must be an IANA time zone, like Europe/Paris');

function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const CabinetView = z.object({
  id: CabinetId,
  name: z.string(),
  timezone: z.string(),
  createdAt: z.string(),
});
export type CabinetView = z.infer<typeof CabinetView>;

export const CreateCabinet = z.strictObject({ name: label(1, 200), timezone: TimeZone });
export type CreateCabinet = z.infer<typeof CreateCabinet>;

export const Membership = z.object({ cabinetId: CabinetId, role: CabinetRole, createdAt: z.string() });
export type Membership = z.infer<typeof Membership>;

/**
 * Practices that take appointments. A platform administrator opens one; its members read it, and for everybody else it
 * does not exist (NOT_FOUND). Postgres itself keeps the cabinets apart (row-level security), not only the queries.
 */
export const cabinets = {
  create: rpc('booking.cabinets.create', {
    summary: 'Open a cabinet; for platform administrators',
    request: CreateCabinet,
    reply: CabinetView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
  }),
  get: rpc('booking.cabinets.get', {
    summary: 'One cabinet',
    request: z.strictObject({ id: CabinetId }),
    reply: CabinetView,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  list: rpc('booking.cabinets.list', {
    summary: "One's own cabinets by name, or all for a platform administrator; at most 500",
    request: z.strictObject({}),
    reply: z.object({ items: z.array(CabinetView).max(500) }),
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
  memberships: rpc('booking.cabinets.memberships', {
    summary: "The caller's own roles, the first one joined first; at most 500",
    request: z.strictObject({}),
    reply: z.object({ items: z.array(Membership).max(500) }),
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
};
