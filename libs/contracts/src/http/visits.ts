import { z } from 'zod';
import {
  CabinetId,
  CabinetPage,
  CodeRequest,
  Duration,
  HoldView,
  LinkToken,
  ListedPages,
  ListPages,
  ListSlots,
  PageName,
  PageSettings,
  Proposal,
  OwnMove,
  PatientAppointment,
  SlotView,
  VisitBooking,
  VisitEmail,
  VisitHold,
  VisitView,
} from '../booking/index.js';
import { text } from '../text.js';
import { NextPage } from './page-info.js';
import { http } from './route.js';
import { accepted, created, noContent, ok } from './successes.js';

/** `nextCursor` beside the items is of earlier versions. */
export const WireListedPages = ListedPages.extend({
  pagination: NextPage.describe('What leads to the next page.'),
}).describe('A page of the list of cabinets that book online.');

const open = { tag: 'Online booking', edition: 'nova', access: 'none', idempotencyKey: false } as const;
const own = { tag: 'Online booking', edition: 'nova', access: 'user' } as const;
const settingsOf = z.object({ id: CabinetId.describe('Id of the cabinet, a UUID.') });
const params = z.object({ cabinet: PageName });

export const publicPageRoutes = {
  get: http('GET', '/cabinets/:id/page', {
    ...own,
    id: 'getCabinetPage',
    permission: 'booking.pages.get',
    summary: 'Get the settings of the public page',
    params: settingsOf,
    success: ok('The settings.', PageSettings),
  }),
  update: http('PUT', '/cabinets/:id/page', {
    ...own,
    id: 'updateCabinetPage',
    permission: 'booking.pages.update',
    summary: 'Set the public page of a cabinet',
    description:
      'For managers and administrators of the cabinet. An open page shows these fields, the names of the practitioners and their free times to strangers, who book there. A closed page does not exist for them; appointments that were booked stay.',
    params: settingsOf,
    body: PageSettings,
    success: ok('The settings.', PageSettings),
    errors: ['CONFLICT'],
  }),
  list: http('GET', '/book', {
    ...open,
    id: 'listCabinetPages',
    permission: 'booking.pages.list',
    summary: 'Find a cabinet that books online',
    description:
      'Returns the cabinets with an open public page, by name, for everyone. A cabinet without an open page is never part of it.',
    query: ListPages,
    success: ok('A page of the list.', WireListedPages),
  }),
  show: http('GET', '/book/:cabinet', {
    ...open,
    id: 'showCabinetPage',
    permission: 'booking.pages.show',
    summary: 'Get the public page of a cabinet',
    params,
    success: ok('The page.', CabinetPage),
  }),
  slots: http('GET', '/book/:cabinet/slots', {
    ...open,
    id: 'listPublicTimes',
    permission: 'booking.pages.show',
    summary: 'List the free times of a practitioner',
    description: 'Free times only, between two dates, both inclusive, in the time zone of the cabinet.',
    params,
    query: z
      .object({
        ...ListSlots.shape,
        duration: z.coerce.number().pipe(Duration).default(30).describe('Duration of the appointment in minutes.'),
      })
      .refine(({ dateFrom, dateTo }) => dateFrom <= dateTo, { path: ['dateTo'], message: 'must not be before dateFrom' }),
    success: ok('The free times in order of time.', z.array(SlotView)),
  }),
};

export const visitRoutes = {
  requestCode: http('POST', '/book/:cabinet/codes', {
    ...open,
    id: 'requestVisitCode',
    permission: 'booking.visits.open',
    summary: 'Mail a code that confirms an e-mail address',
    description:
      'The response is the same for every address. The code of six digits is good for ten minutes and five tries, together with the id of this request.',
    params,
    body: z.strictObject({ email: VisitEmail }),
    success: accepted('The request.', CodeRequest),
  }),
  open: http('POST', '/book/:cabinet/visits', {
    ...open,
    id: 'openVisit',
    permission: 'booking.visits.open',
    summary: 'Begin a visit with a mailed code',
    description: 'A visit lasts one hour. Its secret is the proof of the confirmed address in the calls that hold and book.',
    params,
    body: z.strictObject({
      requestId: z.uuid().describe('Id of the request of the code.'),
      code: text(1, 20).describe('The six-digit code from the mail.'),
    }),
    success: created('The visit.', VisitView),
    errors: ['INVALID_CODE'],
  }),
  openOwn: http('POST', '/book/:cabinet/visits/own', {
    ...own,
    id: 'openOwnVisit',
    permission: 'booking.visits.openOwn',
    summary: 'Begin a visit with the address of the account',
    description: 'Needs no code. `FORBIDDEN` until the e-mail address of the account is confirmed.',
    params,
    success: created('The visit.', VisitView),
    errors: ['FORBIDDEN'],
    idempotencyKey: false,
  }),
  hold: http('POST', '/book/:cabinet/holds', {
    ...open,
    id: 'holdVisitTime',
    permission: 'booking.visits.hold',
    summary: 'Hold a free time',
    description:
      'For five minutes. An e-mail address has one hold, whatever its aliases: a new one releases the previous one. `CONFLICT` above the limits of the e-mail address, the account or the network.',
    params,
    body: VisitHold,
    success: created('The hold.', HoldView),
    errors: ['INVALID_TOKEN', 'CONFLICT', 'SLOT_TAKEN'],
  }),
  book: http('POST', '/book/:cabinet/appointments', {
    ...open,
    id: 'bookVisitTime',
    permission: 'booking.visits.hold',
    summary: 'Book a free time',
    description:
      'For the person of the visit, or a child of that person. A mail has the appointment as a calendar file, and links that move and cancel it. A repeated booking within ten minutes returns the appointment that exists.',
    params,
    body: VisitBooking,
    success: created('The appointment.', PatientAppointment),
    errors: ['INVALID_TOKEN', 'CONFLICT', 'SLOT_TAKEN'],
  }),
};

const Link = z.strictObject({ token: LinkToken });

/** POST also for the read: a token in an address would stay in logs and histories. */
export const patientLinkRoutes = {
  show: http('POST', '/appointment-links/show', {
    ...open,
    id: 'showLinkedAppointment',
    permission: 'booking.links.show',
    summary: 'Get the appointment of a mailed link',
    body: Link,
    success: ok('The appointment.', PatientAppointment),
    errors: ['INVALID_TOKEN'],
  }),
  cancel: http('POST', '/appointment-links/cancel', {
    ...open,
    id: 'cancelLinkedAppointment',
    permission: 'booking.links.cancel',
    summary: 'Cancel the appointment of a mailed link',
    description:
      'With the token of the link that cancels. It works once, until the window of the cabinet begins, and not after the appointment was moved.',
    body: Link.extend({ reason: text(0, 500).nullish().describe('Reason for the cabinet, at most 500 characters.') }),
    success: ok('The cancelled appointment.', PatientAppointment),
    errors: ['INVALID_TOKEN', 'TOO_LATE', 'INVALID_TRANSITION'],
  }),
  proposal: http('POST', '/appointment-links/proposal', {
    ...open,
    id: 'showLinkedProposal',
    permission: 'booking.links.show',
    summary: 'List free times for the appointment of a mailed link',
    body: Link,
    success: ok('The free times.', Proposal),
    errors: ['INVALID_TOKEN'],
  }),
  move: http('POST', '/appointment-links/move', {
    ...open,
    id: 'moveLinkedAppointment',
    permission: 'booking.links.move',
    summary: 'Move the appointment of a mailed link',
    description:
      'With the token of the link that moves. It works once, until the window of the cabinet begins, or until the start of an appointment that needs another time; the mail about the new time has new links.',
    body: Link.extend(OwnMove.shape),
    success: ok('The moved appointment.', PatientAppointment),
    errors: ['INVALID_TOKEN', 'TOO_LATE', 'INVALID_TRANSITION', 'SLOT_TAKEN'],
  }),
  remind: http('POST', '/appointment-links/reminders', {
    ...open,
    id: 'setLinkedReminders',
    permission: 'booking.links.remind',
    summary: 'Switch the reminders to an address on or off',
    description: 'With the token of the link that switches reminders off. It concerns the address of the mail, in that cabinet.',
    body: Link.extend({ wanted: z.boolean().describe('Whether the cabinet sends reminders to this address.') }),
    success: noContent('The choice is stored.'),
    errors: ['INVALID_TOKEN'],
  }),
};
