import { z } from 'zod';
import { Done, rpc } from '../rpc.js';

const errors = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;

/** The parts of a patient's file, in the order of the export (decision 173). */
export const FILE_SECTIONS = [
  'patient',
  'merges',
  'appointments',
  'appointment_changes',
  'proposals',
  'waiting_list',
  'contacts',
  'visits',
  'mails',
  'reminders',
  'reminder_refusals',
  'legal_holds',
  'erasure_requests',
  'audit',
] as const;
export const FileSection = z.enum(FILE_SECTIONS);
export type FileSection = z.infer<typeof FileSection>;

/** Rows of a section after a key; null for its first rows. */
export const FilePosition = z.strictObject({ section: FileSection, after: z.string().max(500).nullable() });
export type FilePosition = z.infer<typeof FilePosition>;

export const FilePage = z.object({
  /** As their table has them: snake_case names, ISO 8601 times. */
  rows: z.array(z.record(z.string(), z.unknown())).max(100),
  /** The next page, of this section or of the one behind it; null at the end. */
  next: FilePosition.nullable(),
});
export type FilePage = z.infer<typeof FilePage>;

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
    summary: 'A page of the file of a patient; without a position the first page, which is a line of the audit',
    request: z.strictObject({ id: z.uuid(), at: FilePosition.optional() }),
    reply: FilePage,
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
