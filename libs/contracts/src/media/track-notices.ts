import { z } from 'zod';
import { event } from '../events.js';
import { PageQuery, pageOf } from '../paging.js';
import { Done, rpc } from '../rpc.js';
import { TrackError } from './tracks.js';

const Id = z.int().min(1).max(2_147_483_647);

/** Days that a notice is listed. */
export const NOTICE_DAYS = 90;

/** What became of an upload, for its uploader. It has no words: they are made in the language of the reader. */
export const TrackNoticeView = z.object({
  id: Id,
  trackId: Id,
  /** As it is now. */
  title: z.string(),
  /** Null: the track is ready. */
  error: TrackError.nullable(),
  read: z.boolean(),
  createdAt: z.string(),
});
export type TrackNoticeView = z.infer<typeof TrackNoticeView>;

export const ListTrackNotices = z.strictObject({ ...PageQuery.shape, unread: z.boolean().default(false) });
export type ListTrackNotices = z.infer<typeof ListTrackNotices>;

export const TrackNoticePage = pageOf(TrackNoticeView);
export type TrackNoticePage = z.infer<typeof TrackNoticePage>;

/**
 * Notices of tracks that became ready or failed. A notice is a row in the transaction of the change, so none is lost, and
 * goes with its track.
 */
export const trackNotices = {
  list: rpc('media.trackNotices.list', {
    permission: 'media.trackNotices.list',
    summary: 'List the notices of the caller, the newest first',
    request: ListTrackNotices,
    reply: TrackNoticePage,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
  read: rpc('media.trackNotices.read', {
    permission: 'media.trackNotices.read',
    summary: 'Mark a notice as read',
    request: z.strictObject({ id: Id }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  readAll: rpc('media.trackNotices.readAll', {
    permission: 'media.trackNotices.readAll',
    summary: 'Mark all notices of the caller as read',
    request: z.strictObject({}),
    reply: Done,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
};

export const trackNoticeEvents = {
  recorded: event('media.trackNotices.recorded', {
    summary: 'A track became ready, or failed, and its uploader has a notice of it.',
    payload: TrackNoticeView.omit({ read: true }).extend({ userId: Id }),
  }),
};
export type RecordedTrackNotice = z.infer<typeof trackNoticeEvents.recorded.payload>;
