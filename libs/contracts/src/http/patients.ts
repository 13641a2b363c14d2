import { z } from 'zod';
import { ListPatients, PatientChanges, PatientFacts, PatientView } from '../booking/index.js';
import { http } from './route.js';

export const WirePatient = PatientView;

/** What the nova edition says of a page. `nextCursor` is null on the last one; totals above 10,000 are estimates. */
export const NovaPagination = z.object({
  page: z.int(),
  limit: z.int(),
  total: z.int(),
  totalPages: z.int(),
  hasNext: z.boolean(),
  hasPrev: z.boolean(),
  nextCursor: z.string().nullable(),
  totalIsEstimate: z.boolean(),
});
export type NovaPagination = z.infer<typeof NovaPagination>;

export const WirePatientPage = z.object({ items: z.array(WirePatient), pagination: NovaPagination });

const Patient = z.object({ id: z.uuid() });
const nova = { tag: 'Patients', edition: 'nova', access: 'user' } as const;
const one = { status: 200, description: 'The patient', body: WirePatient } as const;

export const patientRoutes = {
  list: http('GET', '/patients', {
    ...nova,
    id: 'listPatients',
    summary: 'The patients by name, or those that a search finds',
    query: ListPatients,
    success: [{ status: 200, description: 'A page of patients', body: WirePatientPage }],
    errors: ['FORBIDDEN'],
  }),
  create: http('POST', '/patients', {
    ...nova,
    id: 'createPatient',
    summary: 'A new patient',
    body: PatientFacts,
    success: [{ ...one, status: 201 }],
    errors: ['FORBIDDEN'],
  }),
  get: http('GET', '/patients/:id', { ...nova, id: 'getPatient', summary: 'One patient', params: Patient, success: [one] }),
  update: http('PUT', '/patients/:id', {
    ...nova,
    id: 'updatePatient',
    summary: 'Change what is known of a patient; what is left out stays',
    params: Patient,
    body: PatientChanges,
    success: [one],
  }),
};
