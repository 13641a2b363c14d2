import { z } from 'zod';
import { NOTICE_DAYS, TrackError } from '../media/index.js';
import { PageQuery } from '../paging.js';
import { timestamp } from '../timestamp.js';
import { WirePageInfo } from './page-info.js';
import { http, idOf } from './route.js';
import { noContent, ok } from './successes.js';

export const WireTrackNotice = z
  .object({
    id: z.int().describe('Id of the notification.'),
    type: z.enum(['track_ready', 'track_failed']).describe('What became of the upload.'),
    title: z.string().describe('One line, in the language of the account.'),
    message: z.string().describe('A sentence or two; of a failure with what to do.'),
    track_id: z.int().describe('Id of the track.'),
    error: TrackError.optional(),
    read: z.boolean().describe('Whether the caller has read it.'),
    created_at: timestamp('When the track became ready or failed.'),
  })
  .describe('A notification about a track of the caller.');
export type WireTrackNotice = z.infer<typeof WireTrackNotice>;

export const WireTrackNoticePage = z
  .object({ notifications: z.array(WireTrackNotice).describe('The notifications of the page.'), ...WirePageInfo.shape })
  .describe('A page of notifications about tracks.');
export type WireTrackNoticePage = z.infer<typeof WireTrackNoticePage>;

const Query = z.strictObject({
  ...PageQuery.shape,
  unread: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('`true`: only those that are not read.'),
});

const own = { tag: 'Tracks', access: 'user' } as const;

export const trackNoticeRoutes = {
  list: http('GET', '/track-notifications', {
    ...own,
    id: 'listTrackNotifications',
    permission: 'media.trackNotices.list',
    summary: 'List notifications about tracks',
    description: `Whether uploads of the caller became ready or failed, in words and in the language of the account, the newest first. They are listed for ${NOTICE_DAYS} days, and go with their track.`,
    query: Query,
    success: ok('A page of notifications.', WireTrackNoticePage),
  }),
  readAll: http('PUT', '/track-notifications/read-all', {
    ...own,
    id: 'readAllTrackNotifications',
    permission: 'media.trackNotices.readAll',
    summary: 'Mark all notifications about tracks as read',
    success: noContent('The notifications are read.'),
  }),
  read: http('PUT', '/track-notifications/:id/read', {
    ...own,
    id: 'readTrackNotification',
    permission: 'media.trackNotices.read',
    summary: 'Mark a notification about a track as read',
    params: idOf('notification'),
    success: noContent('The notification is read.'),
  }),
};
