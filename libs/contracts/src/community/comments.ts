import { z } from 'zod';
import { event } from '../events.js';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';

const Id = z.int().min(1).max(2_147_483_647);

/** Marks on the waveform of a track at most: more stand on each other. */
export const MOST_COMMENT_MARKS = 60;

export const CommentText = text(1, 1_000)
  .refine((value) => value.trim() !== '', 'must not be blank')
  .describe('The text, 1 to 1,000 characters.');

/** Whole seconds of a track; no sound has a day. */
export const CommentSecond = z.int().min(0).max(86_400).describe('Second of the track.');

const OneTrack = z.strictObject({ trackId: Id });
const OneComment = OneTrack.extend({ commentId: Id });
const Page = { limit: z.int().min(1).max(100).default(20), cursor: z.string().max(500).optional() };

/** A comment without author and text is a place: removed, or not to be seen by the caller, with replies that are. */
export const CommentView = z.object({
  id: Id,
  trackId: Id,
  /** Null for the whole track, and for replies. */
  second: CommentSecond.nullable(),
  authorId: Id.nullable(),
  text: z.string().nullable(),
  createdAt: z.string(),
  editedAt: z.string().nullable(),
  /** Those that the caller sees; replies have none. */
  replies: z.int().nonnegative(),
});
export type CommentView = z.infer<typeof CommentView>;

export const CommentPage = z.object({ comments: z.array(CommentView).max(100), nextCursor: z.string().nullable() });
export type CommentPage = z.infer<typeof CommentPage>;

/** `total`: comments and replies that the caller sees. */
const TrackComments = CommentPage.extend({ total: z.int().nonnegative() });
export type TrackComments = z.infer<typeof TrackComments>;

/**
 * Comments on tracks, at a second or on the whole (decision 255). Media is asked for the track of each call. Comments of
 * banned people, and of people with a block between them and the caller, are neither shown nor counted.
 */
export const comments = {
  list: rpc('community.comments.list', {
    permission: 'community.comments.list',
    summary: 'List the comments of a track without replies: latest first, or in the order of the track',
    request: OneTrack.extend({ order: z.enum(['newest', 'second']).default('newest'), ...Page }),
    reply: TrackComments,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  marks: rpc('community.comments.marks', {
    permission: 'community.comments.list',
    summary: `List comments for the waveform: the latest one of each of ${MOST_COMMENT_MARKS} equal parts of the track`,
    request: OneTrack,
    reply: z.array(CommentView).max(MOST_COMMENT_MARKS),
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  replies: rpc('community.comments.replies', {
    permission: 'community.comments.list',
    summary: 'List the replies to a comment, earliest first',
    request: OneComment.extend(Page),
    reply: CommentPage,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  get: rpc('community.comments.get', {
    permission: 'community.comments.list',
    summary: 'Get a comment with its text, for a report of it',
    request: z.strictObject({ commentId: Id }),
    reply: CommentView,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  add: rpc('community.comments.add', {
    permission: 'community.comments.add',
    summary: 'Comment on a track, or reply to a comment',
    request: OneTrack.extend({
      text: CommentText,
      second: CommentSecond.nullable().default(null),
      replyTo: Id.nullable().default(null),
    }),
    reply: CommentView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED', 'NOT_FOUND', 'INVALID_STATE', 'RATE_LIMITED'],
  }),
  edit: rpc('community.comments.edit', {
    permission: 'community.comments.edit',
    summary: 'Change the text of an own comment',
    request: OneComment.extend({ text: CommentText }),
    reply: CommentView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED', 'NOT_FOUND'],
    idempotent: true,
  }),
  remove: rpc('community.comments.remove', {
    permission: 'community.comments.remove',
    summary: 'Remove a comment: its author, the owner of the track, moderators; with replies it stays as a place',
    request: OneComment,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
};

/** Without text: a notice asks for it, and shows what is there then. */
const Written = z.object({
  commentId: Id,
  trackId: Id,
  trackOwnerId: Id,
  authorId: Id,
  /** The author of the comment that this one replies to; null for a comment on the track. */
  repliedAuthorId: Id.nullable(),
});

export const commentEvents = {
  added: event('community.comments.added', {
    summary: 'A person commented on a track, or replied to a comment.',
    payload: Written,
  }),
  removed: event('community.comments.removed', {
    summary: 'A comment was removed, by its author, the owner of the track, or a moderator.',
    payload: Written.pick({ commentId: true, trackId: true, authorId: true }).extend({ removedBy: Id }),
  }),
};
