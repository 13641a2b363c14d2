import { z } from 'zod';
import { CommentSecond, CommentText, MOST_COMMENT_MARKS } from '../community/index.js';
import { nullableTimestamp, timestamp } from '../timestamp.js';
import { pageSize } from './chat-parameters.js';
import { WireFoundUser } from './people.js';
import { http, IdParam, idOf } from './route.js';
import { created, noContent, ok } from './successes.js';

export const WireComment = z
  .object({
    id: z.int().describe('Id of the comment.'),
    track_id: z.int().describe('Id of the track.'),
    second: z.int().nullable().describe('Second of the track; null for the whole track, and for replies.'),
    author: WireFoundUser.nullable().describe(
      'The author; null for a place: a removed comment, or one that the caller does not see, with replies.',
    ),
    text: z.string().nullable().describe('The text; null for a place.'),
    created_at: timestamp('When it was written.'),
    edited_at: nullableTimestamp('When the text was last changed; null if never.'),
    replies: z.int().describe('Number of replies that the caller sees; 0 for a reply.'),
  })
  .describe('A comment on a track, or a reply to one.');
export type WireComment = z.infer<typeof WireComment>;

const nextCursor = z.string().nullable().describe('Cursor of the next page; null on the last page.');

export const WireCommentPage = z
  .object({
    comments: z.array(WireComment).max(100).describe('The comments.'),
    total: z.int().describe('Number of comments and replies of the track that the caller sees.'),
    next_cursor: nextCursor,
  })
  .describe('A page of comments on a track.');
export type WireCommentPage = z.infer<typeof WireCommentPage>;

export const WireReplyPage = z
  .object({ replies: z.array(WireComment).max(100).describe('The replies, earliest first.'), next_cursor: nextCursor })
  .describe('A page of replies to a comment.');
export type WireReplyPage = z.infer<typeof WireReplyPage>;

export const WireCommentMarks = z
  .object({ marks: z.array(WireComment).max(MOST_COMMENT_MARKS).describe('The comments, in the order of the track.') })
  .describe('Comments for the waveform of a track.');
export type WireCommentMarks = z.infer<typeof WireCommentMarks>;

const Listed = {
  limit: pageSize(20),
  cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the previous response.'),
};

const BodyId = z.int().min(1).max(2_147_483_647);

const AddBody = z
  .strictObject({
    text: CommentText,
    second: CommentSecond.nullable().optional().describe('Second of the track, within its duration; absent for the whole track.'),
    reply_to: BodyId.nullable().optional().describe('Id of the comment that this one replies to. A reply has no second.'),
  })
  .transform(({ reply_to: replyTo, ...rest }) => ({ ...rest, replyTo }));

const call = { tag: 'Community' } as const;
const ofTrack = { ...call, params: idOf('track') } as const;
const ofComment = {
  ...call,
  params: idOf('track').extend({ commentId: IdParam.shape.id.describe('Id of the comment.') }),
} as const;

const HIDDEN =
  'Comments of banned people, and of people with a block between them and the caller, are neither shown nor counted.';

export const commentRoutes = {
  comments: http('GET', '/tracks/:id/comments', {
    ...ofTrack,
    id: 'listComments',
    permission: 'community.comments.list',
    summary: 'List the comments of a track',
    description: `Without replies. ${HIDDEN}`,
    access: 'optional',
    query: z.strictObject({
      order: z
        .enum(['newest', 'second'])
        .default('newest')
        .describe('`newest`: latest first. `second`: in the order of the track, without comments on the whole track.'),
      ...Listed,
    }),
    success: ok('A page of comments.', WireCommentPage),
  }),
  marks: http('GET', '/tracks/:id/comment-marks', {
    ...ofTrack,
    id: 'listCommentMarks',
    permission: 'community.comments.list',
    summary: 'List comments for the waveform of a track',
    description: `The latest comment of each of ${MOST_COMMENT_MARKS} equal parts of the track. ${HIDDEN}`,
    access: 'optional',
    success: ok('The comments.', WireCommentMarks),
  }),
  replies: http('GET', '/tracks/:id/comments/:commentId/replies', {
    ...ofComment,
    id: 'listReplies',
    permission: 'community.comments.list',
    summary: 'List the replies to a comment',
    description: HIDDEN,
    access: 'optional',
    query: z.strictObject(Listed),
    success: ok('A page of replies.', WireReplyPage),
  }),
  add: http('POST', '/tracks/:id/comments', {
    ...ofTrack,
    id: 'addComment',
    permission: 'community.comments.add',
    summary: 'Comment on a track',
    description:
      'Also replies to a comment, not to a reply. A person with a block between it and the owner of the track, or the author of the comment, finds neither. A person writes 20 comments a minute and 300 a day; a track has at most 10,000, a comment 200 replies. A bot writes none.',
    access: 'user',
    body: AddBody,
    success: created('The comment.', WireComment),
    errors: ['INVALID_STATE'],
  }),
  edit: http('PATCH', '/tracks/:id/comments/:commentId', {
    ...ofComment,
    id: 'editComment',
    permission: 'community.comments.edit',
    summary: 'Change the text of an own comment',
    access: 'user',
    body: z.strictObject({ text: CommentText }),
    success: ok('The comment.', WireComment),
  }),
  remove: http('DELETE', '/tracks/:id/comments/:commentId', {
    ...ofComment,
    id: 'removeComment',
    permission: 'community.comments.remove',
    summary: 'Remove a comment',
    description:
      'For its author, the owner of the track, and moderators. A comment with replies stays as a place without author and text.',
    access: 'user',
    success: noContent('The comment is removed.'),
  }),
};
