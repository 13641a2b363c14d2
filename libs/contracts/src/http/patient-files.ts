import { z } from 'zod';
import { http } from './route.js';
import { MergePatient, PatientView } from '../booking/index.js';
import { noContent, ok } from './successes.js';

const nova = { tag: 'Patients', edition: 'nova', access: 'user' } as const;
const params = z.object({ id: z.uuid().describe('Id of the patient, a UUID.') });

export const patientFileRoutes = {
  export: http('GET', '/patients/:id/export', {
    ...nova,
    id: 'exportPatient',
    permission: 'booking.patientFiles.export',
    summary: 'Export all data of a patient',
    description:
      'Streams a ZIP archive: a JSON file for each kind of data, among them appointments with notes, their changes, the waiting list, contacts, visits, mails and the whole audit, and all of it as one HTML page. A caller has one export at a time. A failure ends the connection, and the archive is recognisably cut.',
    params,
    success: [{ status: 200, description: 'The ZIP archive.', contentType: 'application/zip' }],
    errors: ['FORBIDDEN'],
    etag: false,
  }),
  merge: http('POST', '/patients/:id/merge', {
    ...nova,
    id: 'mergePatient',
    permission: 'booking.patientMerges.merge',
    summary: 'Merge a duplicate into a patient',
    description:
      'Moves appointments, entries of the waiting list, contacts, legal holds and requested erasures of the duplicate to the patient. Calls with the id of the duplicate are `NOT_FOUND` afterwards, with the id of the patient in `details` as `mergedInto`; bookings with it go to the patient, and links in mails go on working. `DIFFERENT_ACCOUNTS` if both are patients with accounts of their own. It cannot be undone; repeated, it returns the patient.',
    params,
    body: MergePatient,
    success: ok('The patient.', PatientView),
    errors: ['FORBIDDEN', 'CONFLICT', 'DIFFERENT_ACCOUNTS'],
    replayedBy: 'service',
  }),
  erase: http('DELETE', '/patients/:id', {
    ...nova,
    id: 'erasePatient',
    permission: 'booking.patientFiles.erase',
    summary: 'Erase the data of a patient',
    description:
      'Deletes names, addresses, numbers and notes, and cancels appointments that are still to come; times of appointments stay without them. What the law requires of a treated patient is locked after the last appointment for the years of the retention policy, and no call returns it. Under a legal hold it is `LEGAL_HOLD`: the request is recorded and carried out when the hold ends.',
    params,
    success: noContent('The data are erased.'),
    errors: ['FORBIDDEN', 'LEGAL_HOLD'],
  }),
};
