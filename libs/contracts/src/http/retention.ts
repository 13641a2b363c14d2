import { z } from 'zod';
import {
  CabinetId,
  LegalHoldFacts,
  LegalHoldView,
  RetentionChanges,
  RetentionPolicy,
  RetentionPreview,
} from '../booking/index.js';
import { http } from './route.js';
import { noContent, ok } from './successes.js';

export const WireLegalHold = LegalHoldView.extend({
  userId: z.string().nullable().describe('Id of the account of the manager; null without a hold.'),
}).describe('The legal hold on a patient.');

const cabinet = { tag: 'Cabinets', edition: 'nova', access: 'user' } as const;
const patient = { tag: 'Patients', edition: 'nova', access: 'user', errors: ['FORBIDDEN'], etag: false } as const;
const params = z.object({ id: CabinetId.describe('Id of the cabinet, a UUID.') });
const ofPatient = z.object({ id: z.uuid().describe('Id of the patient, a UUID.') });

export const retentionRoutes = {
  get: http('GET', '/cabinets/:id/retention', {
    ...cabinet,
    id: 'getRetentionPolicy',
    permission: 'booking.retention.get',
    summary: 'Get the retention policy of a cabinet',
    description: 'For managers and administrators of the cabinet.',
    params,
    success: ok('The policy.', RetentionPolicy),
    errors: ['FORBIDDEN'],
  }),
  update: http('PUT', '/cabinets/:id/retention', {
    ...cabinet,
    id: 'updateRetentionPolicy',
    permission: 'booking.retention.update',
    summary: 'Change the retention policy of a cabinet',
    description:
      'For managers and administrators of the cabinet. Fields that are left out keep their value. A job erases every hour what is older; call the preview first.',
    params,
    body: RetentionChanges,
    success: ok('The policy.', RetentionPolicy),
    errors: ['FORBIDDEN'],
    replayedBy: 'service',
  }),
  preview: http('GET', '/cabinets/:id/retention/preview', {
    ...cabinet,
    id: 'previewRetention',
    permission: 'booking.retention.preview',
    summary: 'Count what the retention would erase',
    description: 'For managers and administrators of the cabinet. By the policy that is stored, at this moment.',
    params,
    success: ok('The counts.', RetentionPreview),
    errors: ['FORBIDDEN'],
    etag: false,
  }),
};

export const legalHoldRoutes = {
  get: http('GET', '/patients/:id/legal-hold', {
    ...patient,
    id: 'getLegalHold',
    permission: 'booking.legalHolds.get',
    summary: 'Get the legal hold on a patient',
    description: 'For managers and administrators of the cabinet. Also whether an erasure waits for its end.',
    params: ofPatient,
    success: ok('The hold.', WireLegalHold),
  }),
  place: http('PUT', '/patients/:id/legal-hold', {
    ...patient,
    id: 'placeLegalHold',
    permission: 'booking.legalHolds.place',
    summary: 'Place a legal hold on a patient',
    description:
      'For managers and administrators of the cabinet. Until it ends, neither retention nor a request erases the patient; a request is answered with `LEGAL_HOLD` and carried out within an hour of its end. Replaces the present hold.',
    params: ofPatient,
    body: LegalHoldFacts,
    success: ok('The hold.', WireLegalHold),
  }),
  lift: http('DELETE', '/patients/:id/legal-hold', {
    ...patient,
    id: 'liftLegalHold',
    permission: 'booking.legalHolds.lift',
    summary: 'Lift the legal hold on a patient',
    description: 'For managers and administrators of the cabinet.',
    params: ofPatient,
    success: noContent('The hold has ended.'),
  }),
};
