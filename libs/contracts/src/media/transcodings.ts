import { z } from 'zod';
import { PageQuery, pageOf } from '../paging.js';
import { Done, rpc } from '../rpc.js';
import { TrackError } from './tracks.js';

const Id = z.int().min(1).max(2_147_483_647);
const Count = z.int().nonnegative();

/** Failed transcodings that one call starts again; the rest needs another call. */
export const MOST_RETRIED = 500;

export const TranscodingState = z
  .enum(['waiting', 'running', 'failed'])
  .describe('`waiting`: no worker has begun it. `running`: a worker has begun it, and continues it after an interruption.');
export type TranscodingState = z.infer<typeof TranscodingState>;

/** A transcoding that has not succeeded: one for each track. */
export const TranscodingView = z.object({
  trackId: Id,
  userId: Id,
  state: TranscodingState,
  /** Since it waits, since its last progress, or since it failed. */
  ageSeconds: Count,
  /** Percent. */
  progress: z.int().min(0).max(100),
  /** 1, and one more for each retry by the owner or an administrator. */
  attempt: z.int().positive(),
  /** Workers that began this attempt. */
  starts: Count,
  error: TrackError.nullable(),
});
export type TranscodingView = z.infer<typeof TranscodingView>;

export const ListTranscodings = z.strictObject({
  ...PageQuery.shape,
  state: TranscodingState.optional(),
  error: TrackError.optional(),
  userId: Id.optional(),
});
export type ListTranscodings = z.infer<typeof ListTranscodings>;

export const TranscodingPage = pageOf(TranscodingView);
export type TranscodingPage = z.infer<typeof TranscodingPage>;

export const TranscodingQueueView = z.object({
  paused: z.boolean(),
  pausedAt: z.string().nullable(),
  waiting: Count,
  running: Count,
  failed: Count,
  /** Users with tracks that wait. */
  users: Count,
  oldestSeconds: Count,
  /** Failed ones by their code, most first. */
  failures: z.array(z.object({ error: TrackError, count: Count })).max(TrackError.options.length),
});
export type TranscodingQueueView = z.infer<typeof TranscodingQueueView>;

export const QueueAction = z.enum(['pause', 'resume', 'retry', 'retry_failed', 'cancel']).describe('What was done.');
export type QueueAction = z.infer<typeof QueueAction>;

/** A line of the audit. */
export const QueueChangeView = z.object({
  id: Id,
  action: QueueAction,
  changedBy: Id,
  /** Of `retry` and `cancel`. */
  trackId: Id.nullable(),
  /** Of `retry_failed`: the code, null for all of them, and how many transcodings were started again. */
  error: TrackError.nullable(),
  count: Count.nullable(),
  at: z.string(),
});
export type QueueChangeView = z.infer<typeof QueueChangeView>;

export const ListQueueChanges = z.strictObject(PageQuery.shape);
export type ListQueueChanges = z.infer<typeof ListQueueChanges>;

export const QueueChangePage = pageOf(QueueChangeView);
export type QueueChangePage = z.infer<typeof QueueChangePage>;

const One = z.strictObject({ trackId: Id });

/** The queue of transcodings, for administrators. Each change is a line of an audit, written in the same transaction. */
export const transcodings = {
  list: rpc('media.transcodings.list', {
    permission: 'media.transcodings.list',
    summary: 'List transcodings that wait, run or have failed, the newest track first',
    request: ListTranscodings,
    reply: TranscodingPage,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
  queue: rpc('media.transcodings.queue', {
    permission: 'media.transcodings.queue',
    summary: 'Get the counts of the queue, and whether it is paused',
    request: z.strictObject({}),
    reply: TranscodingQueueView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
  changes: rpc('media.transcodings.changes', {
    permission: 'media.transcodings.changes',
    summary: 'List what administrators have changed, newest first',
    request: ListQueueChanges,
    reply: QueueChangePage,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
  retry: rpc('media.transcodings.retry', {
    permission: 'media.transcodings.retry',
    summary: 'Start a failed transcoding again',
    request: One,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'INVALID_STATE'],
  }),
  retryFailed: rpc('media.transcodings.retryFailed', {
    permission: 'media.transcodings.retryFailed',
    summary: 'Start failed transcodings again, the oldest first, at most 500; of a code, or of all but CANCELLED',
    request: z.strictObject({ error: TrackError.optional() }),
    reply: z.object({ retried: Count }),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
  }),
  cancel: rpc('media.transcodings.cancel', {
    permission: 'media.transcodings.cancel',
    summary: 'End a transcoding that waits or runs: its track fails with CANCELLED',
    request: One,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'INVALID_STATE'],
  }),
  pause: rpc('media.transcodings.pause', {
    permission: 'media.transcodings.pause',
    summary: 'Pause or resume the queue on all workers; transcodings that run go on',
    request: z.strictObject({ paused: z.boolean() }),
    reply: TranscodingQueueView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
};
