import { z } from 'zod';
import { PageQuery, pageOf } from '../paging.js';
import { rpc } from '../rpc.js';
import { label, text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { CabinetId } from './cabinets.js';

export const PatientView = z
  .object({
    id: z.uuid().describe('Id of the patient.'),
    cabinetId: CabinetId.describe('Id of the cabinet.'),
    firstName: z.string().describe('First name.'),
    lastName: z.string().describe('Last name.'),
    email: z.string().optional().describe('E-mail address, if known.'),
    phone: z.string().optional().describe('Phone number, if known.'),
    dateOfBirth: z.string().optional().describe('Date of birth, if known.'),
    smsConsentAt: z
      .string()
      .optional()
      .describe('Since when the patient agrees to reminders by SMS; absent without consent. ISO 8601, UTC.'),
    createdAt: timestamp('When the patient was created.'),
    updatedAt: timestamp('When the patient was last changed.'),
  })
  .describe('A patient of a cabinet.');
export type PatientView = z.infer<typeof PatientView>;

/** The same person with two e-mail addresses is two patients: only the cabinet can decide that they are one. */
export const PatientFacts = z.strictObject({
  firstName: label(1, 100).describe('First name, 1 to 100 characters.'),
  lastName: label(1, 100).describe('Last name, 1 to 100 characters.'),
  email: z.email().max(254).optional().describe('E-mail address, at most 254 characters.'),
  phone: z
    .string()
    .regex(/^\+?[\d ().-]{4,30}$/, 'must be a phone number')
    .optional()
    .describe('Phone number: 4 to 30 digits, spaces and punctuation, optionally with a leading `+`.'),
  dateOfBirth: z.iso
    .date()
    .refine((date) => date > '1880-01-01' && date < '2200-01-01', 'must be a date between 1880 and 2199')
    .optional()
    .describe('Date of birth, `YYYY-MM-DD`.'),
});
export type PatientFacts = z.infer<typeof PatientFacts>;

export const CreatePatient = PatientFacts.extend({
  force: z.boolean().default(false).describe('Creates the patient although a likely duplicate exists.'),
});
export type CreatePatient = z.infer<typeof CreatePatient>;

const { firstName, lastName, email, phone, dateOfBirth } = PatientFacts.shape;

export const PatientChanges = z.strictObject({
  firstName: firstName.optional(),
  lastName: lastName.optional(),
  email: email.nullable().describe('E-mail address, at most 254 characters; null removes it.'),
  phone: phone
    .nullable()
    .describe('Phone number: 4 to 30 digits, spaces and punctuation, optionally with a leading `+`; null removes it.'),
  dateOfBirth: dateOfBirth.nullable().describe('Date of birth, `YYYY-MM-DD`; null removes it.'),
  smsConsent: z
    .boolean()
    .optional()
    .describe(
      'Whether the patient agrees to reminders by SMS. They go to mobile numbers: in the international form, or in that of the country whose public holidays the cabinet has.',
    ),
});

export const UpdatePatient = PatientChanges.extend({
  id: z.uuid(),
  /** The `updatedAt` that the caller read. If it has changed since, the error is PRECONDITION_FAILED. */
  ifUpdatedAt: z.iso.datetime().optional(),
});
export type UpdatePatient = z.infer<typeof UpdatePatient>;

export const ListPatients = PageQuery.extend({
  search: text(0, 200)
    .optional()
    .describe(
      'Every word must occur in the names, the e-mail address or the phone number, in any spelling of the number. A date is that of the birth: `1980-04-03`, `03/04/1980` or `03.04.1980`, with the day or the month first. Ignores case, accents, apostrophes and hyphens. If nothing matches, names with a typo do.',
    ),
});
export type ListPatients = z.infer<typeof ListPatients>;

const errors = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;

/**
 * The patients of one cabinet. The people who work there read and write them; other callers see none.
 *
 * A likely duplicate has an equal or nearly equal name, and the same date of birth, e-mail address or phone number; two
 * different dates of birth, or different addresses without a date, are two people. `create` is then DUPLICATE, with the ids
 * of the candidates in `details`, unless `force` is set.
 */
export const patients = {
  create: rpc('booking.patients.create', {
    permission: 'booking.patients.create',
    summary: 'Create a patient',
    request: CreatePatient,
    reply: PatientView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'DUPLICATE'],
  }),
  get: rpc('booking.patients.get', {
    permission: 'booking.patients.get',
    summary: 'Get a patient',
    request: z.strictObject({ id: z.uuid() }),
    reply: PatientView,
    errors,
    idempotent: true,
  }),
  list: rpc('booking.patients.list', {
    permission: 'booking.patients.list',
    summary: 'List patients by name, or search them',
    request: ListPatients,
    reply: pageOf(PatientView),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
  update: rpc('booking.patients.update', {
    permission: 'booking.patients.update',
    summary: 'Update a patient; absent fields keep their value, and null removes it',
    request: UpdatePatient,
    reply: PatientView,
    errors: [...errors, 'PRECONDITION_FAILED'],
  }),
};
