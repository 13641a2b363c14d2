import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';
import { BanDuration, MessageId, PLATFORM_USER_ID, RoomRef, UserId } from './fields.js';

export const SanctionKind = z
  .enum(['ban', 'mute', 'kick'])
  .describe('`ban` bars the user from the room, `mute` from sending, `kick` ends the membership once.');
export type SanctionKind = z.infer<typeof SanctionKind>;

/** 0 is the platform itself. */
export const ModeratorId = z.int().min(PLATFORM_USER_ID).max(2_147_483_647);

const Instant = z.iso.datetime({ offset: true });

export const SanctionView = z.object({
  id: z.int(),
  kind: SanctionKind,
  room: z.string(),
  userId: UserId,
  username: z.string(),
  reason: z.string(),
  duration: BanDuration,
  /** ISO 8601; null for a permanent sanction. */
  until: z.string().nullable(),
  moderatorId: ModeratorId,
  createdAt: z.string(),
});
export type SanctionView = z.infer<typeof SanctionView>;

export const Sanction = z.strictObject({
  room: RoomRef,
  userId: UserId,
  kind: SanctionKind.default('ban'),
  duration: BanDuration.default('permanent'),
  reason: text(0, 500).default('').describe('Reason, at most 500 characters.'),
  purgeHours: z
    .int()
    .min(0)
    .max(24)
    .default(0)
    .describe('Also delete what the user has sent to the room in the last hours, 0 to 24; 0 deletes nothing.'),
});
export type Sanction = z.infer<typeof Sanction>;

const ReportId = z.int().min(1).max(2_147_483_647);

/** What is reported besides messages and people (decision 270). */
export const ThingKind = z
  .enum(['comment', 'playlist', 'track', 'album', 'product', 'resource', 'picture', 'banner', 'words'])
  .describe('The kind of the thing. `picture`, `banner` and `words` are parts of the page of a person, and have its id.');
export type ThingKind = z.infer<typeof ThingKind>;

export const ReportKind = z.enum(['message', 'person', ...ThingKind.options]);
export type ReportKind = z.infer<typeof ReportKind>;

const ThingId = z.int().min(1).max(2_147_483_647);

/** Of a thing that is reported. */
export const MOST_REPORTED_TEXT = 2_000;

/** A thing as it was when it was reported. */
export const ReportedThing = z.object({
  kind: ThingKind,
  id: ThingId,
  /** Of a comment: of its track. Of a part of a page: the user name. */
  title: text(0, 200),
  /** Of a picture its address. */
  text: text(0, MOST_REPORTED_TEXT),
  /** Of a comment. */
  trackId: ThingId.nullable(),
});
export type ReportedThing = z.infer<typeof ReportedThing>;

/**
 * A report of a message stores its text as it was, with the messages around it. One of a person has no message; its context
 * are the last messages between the reporter and the person.
 */
export const ReportView = z.object({
  id: z.int(),
  messageId: MessageId.nullable(),
  room: z.string().nullable(),
  userId: UserId,
  reporterId: UserId,
  reason: z.string(),
  details: z.string(),
  content: z.string(),
  context: z.array(z.object({ id: MessageId, userId: UserId, content: z.string(), createdAt: z.string() })),
  status: z.enum(['open', 'dismissed', 'actioned']),
  resolution: z.string().nullable(),
  createdAt: z.string(),
  /** These are absent from an earlier release, which has messages and people. */
  kind: ReportKind.optional(),
  /** Null for messages and people. */
  thing: ReportedThing.nullable().optional(),
  /** People with a report of the same thing. */
  reporters: z.int().positive().optional(),
});
export type ReportView = z.infer<typeof ReportView>;

/** The content of a message before an edit or its deletion. */
export const MessageVersion = z.object({
  content: z.string(),
  change: z.enum(['edited', 'deleted']),
  /** When and by which user this content was replaced. */
  changedAt: z.string(),
  changedBy: ModeratorId,
});
export type MessageVersion = z.infer<typeof MessageVersion>;

export const ModerationAction = z
  .enum([
    'ban',
    'mute',
    'kick',
    'lift',
    'add member',
    'delete message',
    'pin message',
    'unpin message',
    'create invite link',
    'revoke invite link',
    'change room',
    'change role',
    'hand over room',
    'delete room',
    'read versions',
    'reset profile',
    'report actioned',
    'report dismissed',
  ])
  .describe('What was done.');
export type ModerationAction = z.infer<typeof ModerationAction>;

/** Entries of the audit log between two instants: `since` belongs to them, `until` does not. */
export const AuditFilter = z.strictObject({
  moderatorId: ModeratorId.optional(),
  action: ModerationAction.optional(),
  since: Instant.optional(),
  until: Instant.optional(),
  room: RoomRef.optional(),
  userId: UserId.optional(),
  limit: z.int().min(1).max(100).default(20),
  /** Entries older than this id. */
  before: z.int().positive().optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** An action of a moderator or of the platform itself. Entries are append-only. */
export const AuditLine = z.object({
  id: z.int(),
  moderatorId: ModeratorId,
  action: z.string(),
  room: z.string().nullable(),
  userId: UserId.nullable(),
  /** The object of the action, if it is neither a room nor a user: `message:12`. */
  subject: z.string().nullable(),
  reason: z.string(),
  at: z.string(),
});
export type AuditLine = z.infer<typeof AuditLine>;

export const ReportPerson = z.strictObject({
  userId: UserId,
  reason: text(1, 100).describe('Short reason, such as spam or abuse.'),
  details: text(0, 2_000).default('').describe('Further details for the moderators, at most 2,000 characters.'),
});
export type ReportPerson = z.infer<typeof ReportPerson>;

/** The gateway has read the thing for the caller. */
export const ReportThing = ReportPerson.extend({ thing: ReportedThing });
export type ReportThing = z.infer<typeof ReportThing>;

export const ResolveReport = z.strictObject({
  id: ReportId,
  status: z.enum(['dismissed', 'actioned']).describe('The decision.'),
  resolution: text(0, 1_000).default('').describe('Note on the decision, at most 1,000 characters.'),
  deleteMessage: z.boolean().default(false).describe('Whether to delete the reported message too.'),
});
export type ResolveReport = z.infer<typeof ResolveReport>;

const ROOM_ERRORS = ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'] as const;

export const moderation = {
  reportPerson: rpc('chat.moderation.reportPerson', {
    permission: 'chat.moderation.reportPerson',
    summary: 'Report a user; an open report of the same user by the caller is changed',
    request: ReportPerson,
    reply: z.object({ id: z.int() }),
    errors: ['USER_NOT_FOUND', 'RATE_LIMITED'],
    idempotent: true,
  }),
  reportThing: rpc('chat.moderation.reportThing', {
    permission: 'chat.moderation.reportThing',
    summary: 'Report a thing of a user, as the caller reads it; an open report of the thing by the caller is changed',
    request: ReportThing,
    reply: z.object({ id: z.int() }),
    errors: ['RATE_LIMITED'],
    idempotent: true,
  }),
  sanction: rpc('chat.moderation.sanction', {
    permission: 'chat.moderation.sanction',
    summary:
      'Ban, mute or kick a user in a room (its owner, moderators); open connections are closed within 2 s on every replica',
    request: Sanction,
    reply: SanctionView,
    errors: [...ROOM_ERRORS, 'USER_NOT_FOUND'],
  }),
  lift: rpc('chat.moderation.lift', {
    permission: 'chat.moderation.lift',
    summary: 'Lift the ban or mute of a user in a room, of the rank of the caller or a lower one',
    request: z.strictObject({ room: RoomRef, userId: UserId }),
    reply: Done,
    errors: ROOM_ERRORS,
    idempotent: true,
  }),
  bans: rpc('chat.moderation.bans', {
    permission: 'chat.moderation.bans',
    summary: 'List the bans and mutes in force in a room, at most 500',
    request: z.strictObject({ room: RoomRef }),
    reply: z.array(SanctionView).max(500),
    errors: ROOM_ERRORS,
    idempotent: true,
  }),
  reports: rpc('chat.moderation.reports', {
    permission: 'chat.moderation.reports',
    summary: 'List reports, newest first (moderators)',
    request: z.strictObject({
      status: z.enum(['open', 'dismissed', 'actioned']).optional(),
      kind: ReportKind.optional(),
      limit: z.int().min(1).max(100).default(20),
      /** Reports older than this id. */
      before: ReportId.optional(),
    }),
    reply: z.array(ReportView).max(100),
    errors: ['FORBIDDEN'],
    idempotent: true,
  }),
  versions: rpc('chat.moderation.versions', {
    permission: 'chat.moderation.versions',
    summary: 'List the earlier versions of a message, oldest first (moderators); for direct messages only reported ones',
    request: z.strictObject({ messageId: MessageId }),
    reply: z.array(MessageVersion).max(500),
    errors: ['FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  audit: rpc('chat.moderation.audit', {
    permission: 'chat.moderation.audit',
    summary: 'List the moderation audit log, newest first (moderators)',
    request: AuditFilter,
    reply: z.array(AuditLine).max(100),
    errors: ['FORBIDDEN'],
    idempotent: true,
  }),
  resolve: rpc('chat.moderation.resolve', {
    permission: 'chat.moderation.resolve',
    summary: 'Resolve a report (moderators)',
    request: ResolveReport,
    reply: ReportView,
    errors: ['FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
};
