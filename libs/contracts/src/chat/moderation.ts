import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';
import { BanDuration, MessageId, PLATFORM_USER_ID, RoomRef, UserId } from './fields.js';

export const SanctionKind = z.enum(['ban', 'mute', 'kick']);
export type SanctionKind = z.infer<typeof SanctionKind>;

/** 0: the platform itself. */
const ModeratorId = z.int().min(PLATFORM_USER_ID);

export const SanctionView = z.object({
  id: z.int(),
  kind: SanctionKind,
  room: z.string(),
  userId: UserId,
  username: z.string(),
  reason: z.string(),
  duration: BanDuration,
  /** ISO; null: for ever. */
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
  reason: text(0, 500).default(''),
});
export type Sanction = z.infer<typeof Sanction>;

const ReportId = z.int().min(1).max(2_147_483_647);

/** A report keeps the text as it was, and what stood around it. */
export const ReportView = z.object({
  id: z.int(),
  messageId: MessageId,
  room: z.string(),
  userId: UserId,
  reporterId: UserId,
  reason: z.string(),
  details: z.string(),
  content: z.string(),
  context: z.array(z.object({ id: MessageId, userId: UserId, content: z.string(), createdAt: z.string() })),
  status: z.enum(['open', 'dismissed', 'actioned']),
  resolution: z.string().nullable(),
  createdAt: z.string(),
});
export type ReportView = z.infer<typeof ReportView>;

/** What a message said before an edit or its deletion. */
export const MessageVersion = z.object({
  content: z.string(),
  change: z.enum(['edited', 'deleted']),
  /** When, and by whom, it stopped saying this. */
  changedAt: z.string(),
  changedBy: ModeratorId,
});
export type MessageVersion = z.infer<typeof MessageVersion>;

/** Something that a moderator did, or the platform in their place. Lines are never changed. */
export const AuditLine = z.object({
  id: z.int(),
  moderatorId: ModeratorId,
  action: z.string(),
  room: z.string().nullable(),
  userId: UserId.nullable(),
  /** What it was done to, where that is neither room nor person: `message:12`. */
  subject: z.string().nullable(),
  reason: z.string(),
  at: z.string(),
});
export type AuditLine = z.infer<typeof AuditLine>;

export const ResolveReport = z.strictObject({
  id: ReportId,
  status: z.enum(['dismissed', 'actioned']),
  resolution: text(0, 1_000).default(''),
  /** Take the message away too. */
  deleteMessage: z.boolean().default(false),
});
export type ResolveReport = z.infer<typeof ResolveReport>;

const ROOM_ERRORS = ['ROOM_NOT_FOUND', 'FORBIDDEN'] as const;

export const moderation = {
  sanction: rpc('chat.moderation.sanction', {
    summary: 'Ban, mute or kick somebody in a room (its owner, moderators); live connections are cut within 2 s on every replica',
    request: Sanction,
    reply: SanctionView,
    errors: [...ROOM_ERRORS, 'USER_NOT_FOUND'],
  }),
  lift: rpc('chat.moderation.lift', {
    summary: 'Lift the ban or mute of somebody in a room',
    request: z.strictObject({ room: RoomRef, userId: UserId }),
    reply: Done,
    errors: ROOM_ERRORS,
    idempotent: true,
  }),
  bans: rpc('chat.moderation.bans', {
    summary: 'The bans and mutes in force in a room, at most 500',
    request: z.strictObject({ room: RoomRef }),
    reply: z.array(SanctionView).max(500),
    errors: ROOM_ERRORS,
    idempotent: true,
  }),
  reports: rpc('chat.moderation.reports', {
    summary: 'Reports, the newest first (moderators)',
    request: z.strictObject({
      status: z.enum(['open', 'dismissed', 'actioned']).optional(),
      limit: z.int().min(1).max(100).default(20),
      /** Reports older than this id. */
      before: ReportId.optional(),
    }),
    reply: z.array(ReportView).max(100),
    errors: ['FORBIDDEN'],
    idempotent: true,
  }),
  versions: rpc('chat.moderation.versions', {
    summary:
      'What a message said before it was edited or deleted, the oldest first (moderators); of direct messages only of reported ones',
    request: z.strictObject({ messageId: MessageId }),
    reply: z.array(MessageVersion).max(500),
    errors: ['FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  audit: rpc('chat.moderation.audit', {
    summary: 'What moderators did, the newest first (moderators)',
    request: z.strictObject({
      room: RoomRef.optional(),
      userId: UserId.optional(),
      limit: z.int().min(1).max(100).default(20),
      /** Lines older than this id. */
      before: z.int().positive().optional(),
    }),
    reply: z.array(AuditLine).max(100),
    errors: ['FORBIDDEN'],
    idempotent: true,
  }),
  resolve: rpc('chat.moderation.resolve', {
    summary: 'Close a report (moderators)',
    request: ResolveReport,
    reply: ReportView,
    errors: ['FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
};
