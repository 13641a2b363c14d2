import { z } from 'zod';
import { MOST_UNREAD_NOTICES, NoticeKind, NOTICES_DAYS, NoticeThing } from '../community/index.js';
import { timestamp } from '../timestamp.js';
import { pageSize } from './chat-parameters.js';
import { WireFoundUser } from './people.js';
import { http } from './route.js';
import { noContent, ok } from './successes.js';

const thingKind = NoticeThing.describe('What the notice is about.');
const thingId = z
  .string()
  .min(1)
  .max(200)
  .describe('Id of the thing: of a person, a track or a playlist a number, of a room its name, of an appointment a UUID.');

export const WireNotice = z
  .object({
    id: z.int().describe('Id of the notice. A later one is higher.'),
    kind: NoticeKind,
    actor: WireFoundUser.nullable().describe('Whose act it was; null for the platform.'),
    thing: z
      .object({
        kind: thingKind,
        id: thingId,
        title: z.string().nullable().describe('Name of the thing at that time; null for people and appointments.'),
      })
      .describe('What it is about.'),
    part_id: z
      .string()
      .nullable()
      .describe('Id of the message, of the comment, or of the cabinet of the appointment; else null.'),
    detail: z
      .string()
      .nullable()
      .describe('The error of a failed track, the change of an appointment, or the part of a page; else null.'),
    read: z.boolean().describe('Whether the caller has read it, on any device.'),
    created_at: timestamp('When it happened.'),
  })
  .describe('Something that the caller should know.');
export type WireNotice = z.infer<typeof WireNotice>;

export const WireNoticePage = z
  .object({
    notices: z.array(WireNotice).max(100).describe('The notices of the page.'),
    unread: z.int().describe(`Number of unread notices, counted up to ${MOST_UNREAD_NOTICES}.`),
    next_cursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
  })
  .describe('A page of notices.');
export type WireNoticePage = z.infer<typeof WireNoticePage>;

const Level = z.strictObject({
  app: z.boolean().describe('Whether the list has notices of this kind.'),
  push: z.boolean().describe('Whether the browsers of the user are notified.'),
  mail: z.boolean().describe('Whether a daily mail counts unread notices of this kind.'),
});
export type NoticeLevel = z.infer<typeof Level>;

export const WireNoticeLevels = z
  .strictObject({
    mention: Level.describe('Messages of rooms that mention the user.'),
    direct_message: Level.describe('Direct messages.'),
    follow: Level.describe('New followers.'),
    comment: Level.describe('Comments on own tracks.'),
    reply: Level.describe('Replies to own comments.'),
    playlist: Level.describe('Playlists of others that the user may edit.'),
    track_ready: Level.describe('Tracks that became ready.'),
    track_failed: Level.describe('Tracks that failed.'),
    appointment: Level.describe('Appointments that were booked or have changed.'),
    profile_reset: Level.describe('Parts of the own page that a moderator has taken away.'),
  })
  .describe('Where a user is noticed of what. The default is the list and pushes of everything, and no mail.');
export type WireNoticeLevels = z.infer<typeof WireNoticeLevels>;

const NoticeId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).describe('Id of the notice, a positive integer.');

const own = { tag: 'Notices', access: 'user' } as const;

export const noticeRoutes = {
  list: http('GET', '/notices', {
    ...own,
    id: 'listNotices',
    permission: 'community.notices.list',
    summary: 'List the notices of the caller',
    description: `Of the chat, tracks, people and cabinets, latest first, for ${NOTICES_DAYS} days. What the caller may not see any more is left out, so a page can have fewer notices than \`limit\`. A socket hears \`notices_changed\` when there is a new one, or when one was read elsewhere.`,
    query: z.strictObject({
      limit: pageSize(20),
      cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the previous response.'),
      unread: z
        .enum(['true', 'false'])
        .default('false')
        .transform((value) => value === 'true')
        .describe('`true`: only those that are not read.'),
    }),
    success: ok('A page of notices.', WireNoticePage),
    errors: ['FORBIDDEN'],
  }),
  readMany: http('PUT', '/notices/read', {
    ...own,
    id: 'readNotices',
    permission: 'community.notices.readMany',
    summary: 'Mark notices as read',
    description: 'All of them, or those up to one, or those about one thing.',
    body: z
      .strictObject({
        up_to: z.int().min(1).optional().describe('Id of the latest notice that is read. A later one stays unread.'),
        thing: z.strictObject({ kind: thingKind, id: thingId }).optional().describe('Only notices about this thing.'),
      })
      .transform(({ up_to: upTo, thing }) => ({ upTo, thing })),
    success: noContent('The notices are read.'),
    errors: ['FORBIDDEN'],
  }),
  levels: http('GET', '/notices/levels', {
    ...own,
    id: 'getNoticeLevels',
    permission: 'identity.noticeLevels.get',
    summary: 'Get where the caller is noticed of what',
    success: ok('The levels of the caller.', WireNoticeLevels),
  }),
  setLevels: http('PUT', '/notices/levels', {
    ...own,
    id: 'setNoticeLevels',
    permission: 'identity.noticeLevels.put',
    summary: 'Choose where the caller is noticed of what',
    description:
      'Kinds that are left out keep their levels. The level of a room decides before these. `push` of mentions, direct messages and appointments is the same as in the preferences of pushes.',
    body: WireNoticeLevels.partial(),
    success: ok('The levels of the caller.', WireNoticeLevels),
  }),
  read: http('PUT', '/notices/:id/read', {
    ...own,
    id: 'readNotice',
    permission: 'community.notices.read',
    summary: 'Mark a notice as read',
    params: z.object({ id: NoticeId }),
    success: noContent('The notice is read.'),
    errors: ['FORBIDDEN'],
  }),
};
