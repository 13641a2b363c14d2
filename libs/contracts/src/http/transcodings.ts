import { z } from 'zod';
import { MOST_RETRIED, QueueAction, TrackError, TranscodingState } from '../media/index.js';
import { PageQuery } from '../paging.js';
import { nullableTimestamp, timestamp } from '../timestamp.js';
import { QueryUserId } from './chat-parameters.js';
import { WirePageInfo } from './page-info.js';
import { http, idOf } from './route.js';
import { accepted, noContent, ok } from './successes.js';

export const WireTranscoding = z
  .object({
    track_id: z.int().describe('Id of the track.'),
    user_id: z.int().describe('Id of the uploader.'),
    state: TranscodingState,
    age_seconds: z.int().describe('Seconds since it waits, since its last progress, or since it failed.'),
    progress: z.int().describe('Percent, 0 to 100.'),
    attempt: z.int().describe('1, and one more for each retry.'),
    starts: z.int().describe('Number of workers that began this attempt.'),
    error: TrackError.nullable().describe('Code of the failure, or null.'),
  })
  .describe('A transcoding that has not succeeded.');
export type WireTranscoding = z.infer<typeof WireTranscoding>;

export const WireTranscodingPage = z
  .object({ transcodings: z.array(WireTranscoding).describe('The transcodings of the page.'), ...WirePageInfo.shape })
  .describe('A page of transcodings.');
export type WireTranscodingPage = z.infer<typeof WireTranscodingPage>;

export const WireTranscodingQueue = z
  .object({
    paused: z.boolean().describe('Whether workers begin no transcoding.'),
    paused_at: nullableTimestamp('Since when the queue is paused; null when it is not.'),
    waiting: z.int().describe('Number of transcodings that wait.'),
    running: z.int().describe('Number of transcodings that a worker has begun.'),
    failed: z.int().describe('Number of transcodings that have failed.'),
    users: z.int().describe('Number of users with transcodings that wait.'),
    oldest_seconds: z.int().describe('Age of the oldest transcoding that waits, in seconds; 0 when none waits.'),
    failures: z
      .array(z.object({ error: TrackError, count: z.int().describe('Number of failed transcodings.') }))
      .describe('Failed transcodings by code, most first.'),
  })
  .describe('The state of the queue of transcodings.');
export type WireTranscodingQueue = z.infer<typeof WireTranscodingQueue>;

export const WireQueueChange = z
  .object({
    id: z.int().describe('Id of the change.'),
    action: QueueAction,
    changed_by: z.int().describe('Id of the administrator.'),
    track_id: z.int().nullable().describe('Id of the track, for `retry` and `cancel`; else null.'),
    error: TrackError.nullable().describe('For `retry_failed`: the code; null for all codes and for other actions.'),
    count: z.int().nullable().describe('For `retry_failed`: how many transcodings were started again; else null.'),
    at: timestamp('When it was done.'),
  })
  .describe('A change of the queue of transcodings by an administrator.');
export type WireQueueChange = z.infer<typeof WireQueueChange>;

export const WireQueueChangePage = z
  .object({ changes: z.array(WireQueueChange).describe('The changes of the page.'), ...WirePageInfo.shape })
  .describe('A page of changes of the queue.');
export type WireQueueChangePage = z.infer<typeof WireQueueChangePage>;

const TranscodingQuery = z
  .strictObject({
    ...PageQuery.shape,
    state: TranscodingState.optional().describe('Only transcodings in this state.'),
    error: TrackError.optional().describe('Only transcodings that failed with this code.'),
    user_id: QueryUserId.optional().describe('Only transcodings of this uploader.'),
  })
  .transform(({ user_id, ...rest }) => ({ ...rest, userId: user_id }));

const administrators = { tag: 'Tracks', access: 'admin' } as const;
const one = { ...administrators, params: idOf('track') };

export const transcodingRoutes = {
  list: http('GET', '/transcodings', {
    ...administrators,
    id: 'listTranscodings',
    permission: 'media.transcodings.list',
    summary: 'List transcodings that wait, run or have failed',
    description: 'The newest track first.',
    query: TranscodingQuery,
    success: ok('A page of transcodings.', WireTranscodingPage),
  }),
  retry: http('POST', '/transcodings/:id/retry', {
    ...one,
    id: 'retryTranscoding',
    permission: 'media.transcodings.retry',
    summary: 'Start a failed transcoding again',
    success: accepted('The transcoding waits.'),
    errors: ['INVALID_STATE'],
  }),
  cancel: http('POST', '/transcodings/:id/cancel', {
    ...one,
    id: 'cancelTranscoding',
    permission: 'media.transcodings.cancel',
    summary: 'Cancel a transcoding',
    description:
      'Its track fails with the code `CANCELLED`, and what was playable of it is removed. A worker that runs it stops within seconds.',
    success: noContent('The transcoding is cancelled.'),
    errors: ['INVALID_STATE'],
  }),
  queue: http('GET', '/transcoding-queue', {
    ...administrators,
    id: 'getTranscodingQueue',
    permission: 'media.transcodings.queue',
    summary: 'Get the state of the queue of transcodings',
    success: ok('Counts, and whether the queue is paused.', WireTranscodingQueue),
  }),
  pause: http('PUT', '/transcoding-queue/state', {
    ...administrators,
    id: 'pauseTranscodingQueue',
    permission: 'media.transcodings.pause',
    summary: 'Pause or resume the queue of transcodings',
    description:
      'On all workers, until it is resumed. Uploads are accepted and wait meanwhile; transcodings that run go on to their end.',
    body: z.strictObject({ paused: z.boolean().describe('Whether workers begin no transcoding.') }),
    success: ok('The queue.', WireTranscodingQueue),
  }),
  retryFailed: http('POST', '/transcoding-queue/retries', {
    ...administrators,
    id: 'retryFailedTranscodings',
    permission: 'media.transcodings.retryFailed',
    summary: 'Start failed transcodings again',
    description: `The oldest first, at most ${MOST_RETRIED} in one call.`,
    body: z.strictObject({
      error: TrackError.optional().describe('Only those with this code. Default: all codes but `CANCELLED`.'),
    }),
    success: ok(
      'How many were started again.',
      z.object({ retried: z.int().describe('Number of transcodings that wait again.') }),
    ),
  }),
  changes: http('GET', '/transcoding-queue/changes', {
    ...administrators,
    id: 'listTranscodingQueueChanges',
    permission: 'media.transcodings.changes',
    summary: 'List the changes of the queue by administrators',
    query: PageQuery,
    success: ok('The changes, newest first.', WireQueueChangePage),
  }),
};
