import { z } from 'zod';
import { PageQuery, pageOf } from '../paging.js';
import { rpc } from '../rpc.js';
import { timestamp } from '../timestamp.js';

export const AuditedAction = z
  .enum([
    'created',
    'read',
    'listed',
    'updated',
    'merged',
    'exported',
    'erased',
    'erasure_requested',
    'hold_placed',
    'hold_lifted',
    'appointment_read',
    'appointments_listed',
    'appointment_booked',
    'appointment_changed',
  ])
  .describe('What was done. `listed`: shown in a list or search. With `appointment`: to an appointment of the patient.');
export type AuditedAction = z.infer<typeof AuditedAction>;

export const PatientAuditLine = z.object({
  userId: z.int().describe('Id of the account; 0 for a patient without an account, and for the platform.'),
  action: AuditedAction,
  at: timestamp('When it was done.'),
});
export type PatientAuditLine = z.infer<typeof PatientAuditLine>;

export const ListPatientAudit = PageQuery.extend({ id: z.uuid() });
export type ListPatientAudit = z.infer<typeof ListPatientAudit>;

/**
 * Who read or changed a patient or an appointment. A row is written in the transaction of the read or change, so neither happens
 * without it; within seconds it becomes a line. A list is one line with all its patients. Lines are never changed or deleted, not even with the patient; each contains the hash of the one before it in the cabinet,
 * and a command verifies the chains (docs/OPERATIONS.md).
 */
export const patientAudit = {
  list: rpc('booking.patientAudit.list', {
    permission: 'booking.patientAudit.list',
    summary: 'List who read or changed a patient, newest first; also of an erased patient',
    request: ListPatientAudit,
    reply: pageOf(PatientAuditLine),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
};
