import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';

export const FeedOf = z.strictObject({
  cabinetId: z
    .uuid()
    .optional()
    .describe(
      'Id of the cabinet whose appointments with the caller as practitioner the feed has. Default: the own appointments as a patient, in all cabinets.',
    ),
});
export type FeedOf = z.infer<typeof FeedOf>;

export const FeedToken = text(1, 200).describe('Secret of the feed.');

/**
 * Secret iCalendar feeds, for calendars that read an address without signing in. Each account has at most one for its own
 * appointments as a patient and one for its appointments as a practitioner of each cabinet. The secret is shown once and stored as a
 * hash; a new one ends the one before. A feed has 30 days of the past and 180 to come, and cancelled appointments for 14 days; it has
 * no notes. The feed of a practitioner ends with the membership, and shows patients as the cabinet decides. While its account is
 * banned the gateway hides a feed.
 */
export const calendarFeeds = {
  renew: rpc('booking.calendarFeeds.renew', {
    permission: 'booking.calendarFeeds.renew',
    summary: 'Make a secret for a feed, which ends the one before',
    request: FeedOf,
    reply: z.object({ token: z.string(), createdAt: timestamp('When the secret was made.') }),
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
  }),
  revoke: rpc('booking.calendarFeeds.revoke', {
    permission: 'booking.calendarFeeds.revoke',
    summary: 'End a feed; without effect if there is none',
    request: FeedOf,
    reply: Done,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
  read: rpc('booking.calendarFeeds.read', {
    permission: 'booking.calendarFeeds.read',
    summary: 'Get a feed as iCalendar text',
    request: z.strictObject({ token: FeedToken }),
    reply: z.object({ calendar: z.string(), userId: z.int().describe('The account of the secret.') }),
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
};
