import { z } from 'zod';
import { event } from '../events.js';
import { Done, rpc } from '../rpc.js';

const Id = z.int().min(1).max(2_147_483_647);
const NoticeId = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** Notices of a person at most, and days that one is listed. */
export const MOST_NOTICES = 500;
export const NOTICES_DAYS = 90;
/** Unread notices are counted up to here. */
export const MOST_UNREAD_NOTICES = 100;

/** What a person is noticed of. A row of another kind, as of a later version, is left out. */
export const NOTICE_KINDS = [
  'mention',
  'direct_message',
  'follow',
  'comment',
  'reply',
  'playlist',
  'track_ready',
  'track_failed',
  'appointment',
  'profile_reset',
] as const;
export const NoticeKind = z
  .enum(NOTICE_KINDS)
  .describe(
    '`mention`: a message of a room mentions the person. `direct_message`: messages that came while no connection was open. `follow`: a new follower. `comment`: on an own track. `reply`: to an own comment. `playlist`: the person may edit a playlist of another one. `track_ready`, `track_failed`: the end of an upload. `appointment`: one was booked or has changed. `profile_reset`: a moderator has taken a part of the own page away.',
  );
export type NoticeKind = z.infer<typeof NoticeKind>;

export const NoticeThing = z.enum(['room', 'person', 'track', 'playlist', 'appointment']);
export type NoticeThing = z.infer<typeof NoticeThing>;

const OneThing = z.strictObject({ kind: NoticeThing, id: z.string().min(1).max(200) });

/** It has no words: they are made in the language of the reader. */
const Notice = z.object({
  kind: NoticeKind,
  /** Whose act it was; null for the platform. */
  actorId: Id.nullable(),
  thing: OneThing.extend({
    /** As it was then; null for people and appointments. */
    title: z.string().max(200).nullable(),
  }),
  /** Id of the message, of the comment, or of the cabinet. */
  part: z.string().max(100).nullable(),
  /** The error of a track, the change of an appointment, or the part of the page. */
  detail: z.string().max(50).nullable(),
});

const NoticeView = Notice.extend({ id: NoticeId, read: z.boolean(), createdAt: z.string() });
export type NoticeView = z.infer<typeof NoticeView>;

export const NoticePage = z.object({
  notices: z.array(NoticeView).max(100),
  /** Counted up to `MOST_UNREAD_NOTICES`. */
  unread: z.int().nonnegative(),
  nextCursor: z.string().nullable(),
});
export type NoticePage = z.infer<typeof NoticePage>;

/** Kinds that the reader wants to see: the others are neither listed nor counted. */
const Kinds = z.array(NoticeKind).max(NOTICE_KINDS.length);

/**
 * The one list of what happened to a person (decision 265). What it may see is decided at each read: a block, a ban, a
 * private track and a deleted message take their notices along.
 */
export const notices = {
  list: rpc('community.notices.list', {
    permission: 'community.notices.list',
    summary: 'List the notices of the caller, the latest first, with the number of unread ones',
    request: z.strictObject({
      kinds: Kinds,
      unread: z.boolean().default(false),
      limit: z.int().min(1).max(100).default(20),
      cursor: z.string().max(500).optional(),
    }),
    reply: NoticePage,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
  read: rpc('community.notices.read', {
    permission: 'community.notices.read',
    summary: 'Mark a notice as read',
    request: z.strictObject({ id: NoticeId }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  readMany: rpc('community.notices.readMany', {
    permission: 'community.notices.readMany',
    summary: 'Mark the notices of the caller as read, up to one of them, or those about one thing',
    request: z.strictObject({ upTo: NoticeId.optional(), thing: OneThing.optional() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
};

export const noticeEvents = {
  recorded: event('community.notices.recorded', {
    summary: 'People have a new notice.',
    payload: Notice.extend({ userIds: z.array(Id).min(1).max(500) }),
  }),
  read: event('community.notices.read', {
    summary: 'A person has read notices, on one of the devices.',
    payload: z.object({ userId: Id }),
  }),
};
