import { z } from 'zod';
import { PageQuery, pageOf } from '../paging.js';
import { rpc } from '../rpc.js';
import { label, text } from '../text.js';
import { CabinetId } from './cabinets.js';

export const PatientView = z.object({
  id: z.uuid(),
  cabinetId: CabinetId,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phone: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type PatientView = z.infer<typeof PatientView>;

/** The same person under two addresses is two patients: nobody but the cabinet can know better. */
export const PatientFacts = z.strictObject({
  firstName: label(1, 100),
  lastName: label(1, 100),
  email: z.email().max(254),
  phone: z
    .string()
    .regex(/^\+?[\d ().-]{4,30}$/, 'must be a phone number')
    .optional(),
});
export type PatientFacts = z.infer<typeof PatientFacts>;

export const PatientChanges = PatientFacts.partial();

export const UpdatePatient = PatientChanges.extend({
  id: z.uuid(),
  /** The `updatedAt` that the caller has seen; another one now is PRECONDITION_FAILED. */
  ifUpdatedAt: z.iso.datetime().optional(),
});
export type UpdatePatient = z.infer<typeof UpdatePatient>;

/** `search`: every word is somewhere in the names, the address or the number; accents and case do not matter. */
export const ListPatients = PageQuery.extend({ search: text(0, 200).optional() });
export type ListPatients = z.infer<typeof ListPatients>;

const refusals = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;

/** The patients of one cabinet. Who works there reads and writes them; for everybody else there are none. */
export const patients = {
  create: rpc('booking.patients.create', {
    summary: 'A new patient',
    request: PatientFacts,
    reply: PatientView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
  }),
  get: rpc('booking.patients.get', {
    summary: 'One patient',
    request: z.strictObject({ id: z.uuid() }),
    reply: PatientView,
    errors: refusals,
    idempotent: true,
  }),
  list: rpc('booking.patients.list', {
    summary: 'The patients by name, or those that a search finds',
    request: ListPatients,
    reply: pageOf(PatientView),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
  update: rpc('booking.patients.update', {
    summary: 'Change what is known of a patient',
    request: UpdatePatient,
    reply: PatientView,
    errors: [...refusals, 'PRECONDITION_FAILED'],
  }),
};
