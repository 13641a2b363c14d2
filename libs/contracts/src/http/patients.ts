import { z } from 'zod';
import { PageQuery } from '../paging.js';
import { CreatePatient, ListPatients, PatientAuditLine, PatientChanges, PatientView } from '../booking/index.js';
import { http } from './route.js';
import { created, ok } from './successes.js';

export const WirePatient = PatientView;

export const NovaPagination = z
  .object({
    page: z.int().describe('Page number of the request.'),
    limit: z.int().describe('Page size of the request.'),
    total: z.int().describe('Number of items that match the filters, on all pages.'),
    totalPages: z.int().describe('Number of pages.'),
    hasNext: z.boolean().describe('Whether a next page exists.'),
    hasPrev: z.boolean().describe('Whether a previous page exists.'),
    nextCursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
    totalIsEstimate: z.boolean().describe('Whether `total` is an estimate. Totals up to 10,000 are exact.'),
  })
  .describe('Position of a page in its list.');
export type NovaPagination = z.infer<typeof NovaPagination>;

export const WirePatientPage = z
  .object({ items: z.array(WirePatient).describe('The patients of the page.'), pagination: NovaPagination })
  .describe('A page of patients.');

export const WirePatientAuditPage = z
  .object({
    items: z
      .array(PatientAuditLine.extend({ userId: z.string().describe('Id of the account; ids are strings in this edition.') }))
      .describe('The lines of the page.'),
    pagination: NovaPagination,
  })
  .describe('A page of the audit of a patient.');

const nova = { tag: 'Patients', edition: 'nova', access: 'user', replayedBy: 'service' } as const;
const params = z.object({ id: z.uuid().describe('Id of the patient, a UUID.') });

export const patientRoutes = {
  list: http('GET', '/patients', {
    ...nova,
    id: 'listPatients',
    permission: 'booking.patients.list',
    summary: 'List patients',
    description: 'Returns the patients of the cabinet by name.',
    query: ListPatients,
    success: ok('A page of patients.', WirePatientPage),
    errors: ['FORBIDDEN'],
  }),
  create: http('POST', '/patients', {
    ...nova,
    id: 'createPatient',
    permission: 'booking.patients.create',
    summary: 'Create a patient',
    description:
      'A likely duplicate is `DUPLICATE`: an equal or nearly equal name, and the same date of birth, e-mail address or phone number. `details` has the ids of at most five candidates in the field `candidate`. `force` creates the patient in spite of them.',
    body: CreatePatient,
    success: created('The patient.', WirePatient),
    errors: ['FORBIDDEN', 'DUPLICATE'],
  }),
  get: http('GET', '/patients/:id', {
    ...nova,
    id: 'getPatient',
    permission: 'booking.patients.get',
    summary: 'Get a patient',
    params,
    success: ok('The patient.', WirePatient),
  }),
  update: http('PUT', '/patients/:id', {
    ...nova,
    id: 'updatePatient',
    permission: 'booking.patients.update',
    summary: 'Update a patient',
    description: 'Fields that are left out keep their value; `null` removes an e-mail address, phone number or date of birth.',
    params,
    body: PatientChanges,
    success: ok('The updated patient.', WirePatient),
  }),
  audit: http('GET', '/patients/:id/audit', {
    ...nova,
    id: 'listPatientAudit',
    permission: 'booking.patientAudit.list',
    summary: 'List who read or changed a patient',
    description:
      'Returns every read and change of the patient, newest first. Lines are never changed or deleted, and stay after an erasure.',
    params,
    query: PageQuery.extend({
      limit: PageQuery.shape.limit.unwrap().default(100).describe('Number of items per page, 1 to 100.'),
    }),
    success: ok('A page of the audit.', WirePatientAuditPage),
  }),
};
