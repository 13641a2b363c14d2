import { z } from 'zod';
import { rpc } from '../rpc.js';
import { CabinetId } from './cabinets.js';

/** The defaults are those of the function `retention_of` in Postgres. */
export const RetentionPolicy = z
  .strictObject({
    recordsYears: z.int().min(10).max(50).describe('Years that a treated patient is kept after the last contact. Default: 20.'),
    patientsMonths: z
      .int()
      .min(3)
      .max(120)
      .describe('Months that a patient without a treatment is kept after the last contact. Default: 36.'),
    auditMonths: z.int().min(6).max(240).describe('Months that lines of the audit of patients are kept. Default: 36.'),
    visitsDays: z.int().min(1).max(365).describe('Days that a visit of the public page is kept after its end. Default: 1.'),
    mailsDays: z.int().min(1).max(30).describe('Days that what a mail was about is kept. Default: 3.'),
  })
  .describe('How long a cabinet keeps each kind of data.');
export type RetentionPolicy = z.infer<typeof RetentionPolicy>;

export const RetentionChanges = RetentionPolicy.partial().describe('Fields that are left out keep their value.');
export const UpdateRetention = RetentionChanges.extend({ cabinetId: CabinetId });
export type UpdateRetention = z.infer<typeof UpdateRetention>;

/** Numbers are counted to this one. */
export const MOST_COUNTED = 10_000;
const count = (description: string) => z.int().describe(`${description} At most ${MOST_COUNTED}.`);

export const RetentionPreview = z
  .object({
    records: count('Treated patients who would be erased.'),
    patients: count('Patients without a treatment who would be erased.'),
    requested: count('Patients who would be erased because that was requested during a legal hold that has ended.'),
    audit: count('Lines of the audit that would be deleted.'),
    visits: count('Visits that would be deleted.'),
    mails: count('Mails that would be deleted.'),
    held: count('Patients whom a legal hold keeps.'),
  })
  .describe('What the next run of the retention would erase.');
export type RetentionPreview = z.infer<typeof RetentionPreview>;

const errors = ['UNAUTHENTICATED', 'FORBIDDEN'] as const;
const request = z.strictObject({ cabinetId: CabinetId });

/**
 * What a cabinet keeps no longer than its policy allows. The last contact of a patient is the last appointment or change of the
 * patient. An erasure by retention is that of `patientFiles.erase`.
 */
export const retention = {
  get: rpc('booking.retention.get', {
    permission: 'booking.retention.get',
    summary: 'Get the retention policy of a cabinet',
    request,
    reply: RetentionPolicy,
    errors,
    idempotent: true,
  }),
  update: rpc('booking.retention.update', {
    permission: 'booking.retention.update',
    summary: 'Change the retention policy of a cabinet; absent fields keep their value',
    request: UpdateRetention,
    reply: RetentionPolicy,
    errors,
    idempotent: true,
  }),
  preview: rpc('booking.retention.preview', {
    permission: 'booking.retention.preview',
    summary: 'Count what the next run would erase, by the policy that is stored',
    request,
    reply: RetentionPreview,
    errors,
    idempotent: true,
  }),
};
