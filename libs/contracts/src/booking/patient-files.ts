import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { PatientAuditLine } from './patient-audit.js';
import { PatientView } from './patients.js';

const errors = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;

/**
 * All data of one patient: for the patient's rights of access and of erasure. Both are lines of the audit.
 *
 * An erasure cancels appointments that are still to come and deletes names, addresses, numbers, notes, reasons and entries of the waiting list. The times
 * of appointments stay without them. If the patient was treated, the law requires a medical record after the
 * last appointment, twenty years by default: a copy of what was deleted is locked until then. The service may write such copies, not read them. Under a legal hold
 * the erasure is recorded, LEGAL_HOLD, and carried out when the hold has ended.
 */
export const patientFiles = {
  export: rpc('booking.patientFiles.export', {
    permission: 'booking.patientFiles.export',
    summary:
      'All data of a patient; appointments in pages of 100, and with the first page the waiting list and the newest 1,000 lines of the audit',
    request: z.strictObject({ id: z.uuid(), after: z.uuid().optional() }),
    reply: z.object({
      patient: PatientView,
      /** Appointments with their notes and history, in the order of ids. */
      appointments: z.array(z.record(z.string(), z.unknown())).max(100),
      /** Entries of the waiting list, with the first page. */
      waiting: z.array(z.record(z.string(), z.unknown())).max(1_000),
      audit: z.array(PatientAuditLine).max(1_000),
      /** The `after` of the next page; null on the last one. */
      next: z.uuid().nullable(),
    }),
    errors,
    idempotent: true,
  }),
  erase: rpc('booking.patientFiles.erase', {
    permission: 'booking.patientFiles.erase',
    summary: 'Erase the data of a patient',
    request: z.strictObject({ id: z.uuid() }),
    reply: Done,
    errors: [...errors, 'LEGAL_HOLD'],
  }),
};
