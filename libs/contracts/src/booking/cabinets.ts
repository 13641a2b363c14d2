import { z } from 'zod';
import { rpc } from '../rpc.js';
import { label } from '../text.js';
import { timestamp } from '../timestamp.js';

export const CabinetId = z.uuid();

/** A role in one cabinet. It grants nothing outside of that cabinet. */
export const CabinetRole = z.enum(['patient', 'practitioner', 'manager', 'admin']).describe('Role in the cabinet.');
export type CabinetRole = z.infer<typeof CabinetRole>;

/** An IANA name. Offsets (`+02:00`) are rejected, because they carry no daylight saving rules. */
export const TimeZone = z
  .string()
  .max(60)
  .refine(isZone, 'must be an IANA time zone, like Europe/Paris')
  .describe('IANA time zone, for example `Europe/Paris`.');

function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const CabinetView = z
  .object({
    id: CabinetId.describe('Id of the cabinet.'),
    name: z.string().describe('Name of the cabinet.'),
    timezone: z.string().describe('IANA time zone, for example `Europe/Paris`.'),
    createdAt: timestamp('When the cabinet was created.'),
  })
  .describe('A practice that takes appointments.');
export type CabinetView = z.infer<typeof CabinetView>;

export const CreateCabinet = z.strictObject({
  name: label(1, 200).describe('Name of the cabinet, 1 to 200 characters.'),
  timezone: TimeZone,
});
export type CreateCabinet = z.infer<typeof CreateCabinet>;

export const CabinetChanges = CreateCabinet.partial();

export const UpdateCabinet = CabinetChanges.extend({ id: CabinetId });
export type UpdateCabinet = z.infer<typeof UpdateCabinet>;

export const Membership = z.object({ cabinetId: CabinetId, role: CabinetRole, createdAt: z.string() });
export type Membership = z.infer<typeof Membership>;

/**
 * Practices that take appointments. A platform administrator creates a cabinet; its managers change it; its members read it; for
 * all other callers it is NOT_FOUND. Row-level security in Postgres separates the cabinets, in addition to the queries.
 */
export const cabinets = {
  create: rpc('booking.cabinets.create', {
    permission: 'booking.cabinets.create',
    summary: 'Create a cabinet; for platform administrators',
    request: CreateCabinet,
    reply: CabinetView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
  }),
  get: rpc('booking.cabinets.get', {
    permission: 'booking.cabinets.get',
    summary: 'Get a cabinet',
    request: z.strictObject({ id: CabinetId }),
    reply: CabinetView,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  update: rpc('booking.cabinets.update', {
    permission: 'booking.cabinets.update',
    summary: 'Update a cabinet; absent fields keep their value. Appointments keep their instants in another time zone',
    request: UpdateCabinet,
    reply: CabinetView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  list: rpc('booking.cabinets.list', {
    permission: 'booking.cabinets.list',
    summary: "List the caller's cabinets by name, or all of them for a platform administrator; at most 500",
    request: z.strictObject({}),
    reply: z.object({ items: z.array(CabinetView).max(500) }),
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
  memberships: rpc('booking.cabinets.memberships', {
    permission: 'booking.cabinets.memberships',
    summary: "List the caller's memberships, oldest first; at most 500",
    request: z.strictObject({}),
    reply: z.object({ items: z.array(Membership).max(500) }),
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
};
