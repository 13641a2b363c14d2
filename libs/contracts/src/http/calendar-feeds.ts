import { z } from 'zod';
import { FeedOf, FeedToken } from '../booking/index.js';
import { timestamp } from '../timestamp.js';
import { http } from './route.js';
import { created, noContent } from './successes.js';

export const WireCalendarFeed = z
  .object({
    address: z.string().describe('Address of the feed, for a calendar. Everybody who knows it can read the feed.'),
    createdAt: timestamp('When the address was made.'),
  })
  .describe('A secret iCalendar feed.');

const own = { tag: 'Appointments', edition: 'nova', access: 'user' } as const;

export const calendarFeedRoutes = {
  renew: http('POST', '/my/calendar-feeds', {
    ...own,
    verified: true,
    id: 'renewCalendarFeed',
    permission: 'booking.calendarFeeds.renew',
    summary: 'Make a secret address of an iCalendar feed',
    description:
      'Of the own appointments as a patient, or as a practitioner of a cabinet. The address is shown once, and the one before ends. The feed of a practitioner ends with the membership.',
    body: FeedOf,
    success: created('The address.', WireCalendarFeed),
    errors: ['NOT_FOUND'],
    idempotencyKey: false,
  }),
  revoke: http('DELETE', '/my/calendar-feeds', {
    ...own,
    id: 'revokeCalendarFeed',
    permission: 'booking.calendarFeeds.revoke',
    summary: 'End an iCalendar feed',
    description: 'Its address answers `NOT_FOUND` from then on.',
    query: FeedOf,
    success: noContent('There is no such feed any more.'),
  }),
  read: http('GET', '/calendar-feeds/:token.ics', {
    ...own,
    access: 'none',
    id: 'readCalendarFeed',
    permission: 'booking.calendarFeeds.read',
    summary: 'Read an iCalendar feed',
    description:
      'Appointments of the last 30 days and of the next 180, each with the `UID` and the `SEQUENCE` of its mails; cancelled ones for 14 days after the cancellation. Without notes. At most 120 requests an hour.',
    params: z.object({ token: FeedToken }),
    success: [{ status: 200, description: 'The calendar.', contentType: 'text/calendar' }],
    errors: ['NOT_FOUND', 'RATE_LIMITED'],
  }),
};
