import { z } from 'zod';
import {
  DeclineOffer,
  NewWaitingEntry,
  OfferToken,
  PageName,
  PatientAppointment,
  StaffWaitingEntry,
  VisitWaiting,
  WaitingEntryView,
  WaitingOffer,
} from '../booking/index.js';
import { http } from './route.js';
import { created, noContent, ok } from './successes.js';

const staff = { tag: 'Appointments', edition: 'nova', access: 'user' } as const;
const open = { tag: 'Online booking', edition: 'nova', access: 'none', idempotencyKey: false } as const;
const Link = z.strictObject({ token: OfferToken });

export const waitingListRoutes = {
  add: http('POST', '/waiting-list', {
    ...staff,
    id: 'addToWaitingList',
    permission: 'booking.waiting.add',
    summary: 'Add a patient to the waiting list',
    description:
      'A time that becomes free is held for the first patient whom it suits, who gets a mail with a link; if it is declined or not accepted in time it goes to the next one. At most three entries for a patient and 500 for a cabinet, else `CONFLICT`. A wish that waits already is returned.',
    body: NewWaitingEntry,
    success: created('The entry.', StaffWaitingEntry),
    errors: ['FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
    replayedBy: 'service',
  }),
  list: http('GET', '/waiting-list', {
    ...staff,
    id: 'listWaitingList',
    permission: 'booking.waiting.list',
    summary: 'List the waiting list',
    description: 'In its order; at most 500 entries.',
    success: ok('The entries.', z.object({ items: z.array(StaffWaitingEntry).max(500).describe('In the order of the list.') })),
    errors: ['FORBIDDEN'],
    etag: false,
  }),
  remove: http('DELETE', '/waiting-list/:id', {
    ...staff,
    id: 'removeFromWaitingList',
    permission: 'booking.waiting.remove',
    summary: 'Remove a patient from the waiting list',
    params: z.object({ id: z.uuid().describe('Id of the entry, a UUID.') }),
    success: noContent('The entry is removed.'),
    errors: ['FORBIDDEN'],
  }),
  join: http('POST', '/book/:cabinet/waiting-list', {
    ...open,
    id: 'joinWaitingList',
    permission: 'booking.visits.hold',
    summary: 'Join the waiting list of a cabinet',
    description:
      'With the secret of a visit. At most three entries for an e-mail address, whatever its aliases, else `CONFLICT`. A wish that waits already is returned.',
    params: z.object({ cabinet: PageName }),
    body: VisitWaiting,
    success: created('The entry.', WaitingEntryView),
    errors: ['INVALID_TOKEN', 'CONFLICT'],
  }),
  show: http('POST', '/waiting-list/offers/show', {
    ...open,
    id: 'showWaitingOffer',
    permission: 'booking.links.show',
    summary: 'Get the offer of a mailed link',
    body: Link,
    success: ok('The offer.', WaitingOffer),
    errors: ['INVALID_TOKEN'],
  }),
  accept: http('POST', '/waiting-list/offers/accept', {
    ...open,
    id: 'acceptWaitingOffer',
    permission: 'booking.links.move',
    summary: 'Book the offered time',
    description: 'Until the offer ends. A repetition returns the appointment.',
    body: Link,
    success: ok('The appointment.', PatientAppointment),
    errors: ['INVALID_TOKEN', 'SLOT_TAKEN'],
  }),
  decline: http('POST', '/waiting-list/offers/decline', {
    ...open,
    id: 'declineWaitingOffer',
    permission: 'booking.links.cancel',
    summary: 'Decline the offered time',
    description: 'The patient stays on the list, unless `leave` is true, and is not offered this time again.',
    body: Link.extend(DeclineOffer.shape),
    success: noContent('The offer is declined.'),
    errors: ['INVALID_TOKEN'],
  }),
};
