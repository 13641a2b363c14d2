import { z } from 'zod';
import { rpc } from '../rpc.js';
import { PatientFacts, PatientView } from './patients.js';

export const MergeablePatientField = PatientFacts.keyof().describe(
  'Field of a patient that a merge may take from the duplicate.',
);
export type MergeablePatientField = z.infer<typeof MergeablePatientField>;

export const MergePatient = z.strictObject({
  duplicateId: z.uuid().describe('Id of the patient that is merged into the patient of the path, and is hidden afterwards.'),
  take: z
    .array(MergeablePatientField)
    .max(MergeablePatientField.options.length)
    .default([])
    .describe(
      'Fields that take the value of the duplicate, if it has one. The other fields keep theirs, and take that of the duplicate where they have none.',
    ),
});

export const MergePatients = MergePatient.extend({ id: z.uuid() });
export type MergePatients = z.infer<typeof MergePatients>;

/**
 * Two patients that are one person become one. Appointments, entries of the waiting list, contacts, legal holds and requested
 * erasures of the duplicate move; its row stays, hidden, with what it was merged into and its former values, until the patient is
 * erased. A merge is a line of the audit of both, and cannot be undone.
 *
 * Calls with the id of the duplicate are NOT_FOUND afterwards, with the id of the patient as `mergedInto` in `details`; bookings
 * and entries of the waiting list with that id go to the patient. Links in mails go on working. Repeated, it returns the patient.
 */
export const patientMerges = {
  merge: rpc('booking.patientMerges.merge', {
    permission: 'booking.patientMerges.merge',
    summary: 'Merge a duplicate into a patient',
    request: MergePatients,
    reply: PatientView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'DIFFERENT_ACCOUNTS'],
  }),
};
