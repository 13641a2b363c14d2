import { z } from 'zod';
import {
  AuditFilter,
  BanDuration,
  ModerationAction,
  ModeratorId,
  ReportKind,
  ReportPerson,
  ResolveReport,
  RoomRef,
  Sanction,
  SanctionKind,
  UserId,
} from '../chat/index.js';
import { http, idOf } from './route.js';
import { created, noContent, ok } from './successes.js';
import { MemberParam, OlderThan, pageSize, QueryUserId, RoomParam } from './chat-parameters.js';
import { WireAuditLine, WireReport, WireSanction, WireVersion } from './chat-shapes.js';

const SanctionBody = z
  .strictObject({
    user_id: UserId.describe('Id of the user to sanction.'),
    kind: SanctionKind.default('ban'),
    duration: BanDuration.default('permanent').describe('Duration of the sanction.'),
    reason: Sanction.shape.reason,
    purge_hours: Sanction.shape.purgeHours,
  })
  .transform(({ user_id, purge_hours, ...rest }) => ({ ...rest, userId: user_id, purgeHours: purge_hours }));

const ResolveBody = z
  .strictObject({
    status: ResolveReport.shape.status,
    resolution: ResolveReport.shape.resolution,
    delete_message: ResolveReport.shape.deleteMessage,
  })
  .transform(({ delete_message, ...rest }) => ({ ...rest, deleteMessage: delete_message }));

const ReportBody = z
  .strictObject({
    user_id: UserId.describe('Id of the user to report.'),
    reason: ReportPerson.shape.reason,
    details: ReportPerson.shape.details,
  })
  .transform(({ user_id, ...rest }) => ({ ...rest, userId: user_id }));

const ReportQuery = z.strictObject({
  status: z.enum(['open', 'dismissed', 'actioned']).optional().describe('Only reports with this status.'),
  kind: ReportKind.optional().describe('Only reports of this kind of thing.'),
  limit: pageSize(20),
  before: OlderThan,
});

const AuditQuery = z
  .strictObject({
    moderator_id: z.coerce.number().pipe(ModeratorId).optional().describe('Only actions of this moderator; 0 is the platform.'),
    action: ModerationAction.optional().describe('Only actions of this kind.'),
    since: AuditFilter.shape.since.describe('Only entries from this ISO 8601 instant on.'),
    until: AuditFilter.shape.until.describe('Only entries before this ISO 8601 instant.'),
    room: RoomRef.optional().describe('Only entries of this room, by its id or name.'),
    user_id: QueryUserId.optional().describe('Only entries that concern this user.'),
    limit: pageSize(20),
    before: OlderThan,
  })
  .transform(({ user_id, moderator_id, ...rest }) => ({ ...rest, userId: user_id, moderatorId: moderator_id }));

const FOR_GOVERNORS = 'For the owner of the room and moderators.';
const governed = { tag: 'Chat', access: 'user', params: RoomParam, errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'] } as const;
const moderators = { tag: 'Chat', access: 'moderator' } as const;

export const moderationRoutes = {
  listBans: http('GET', '/chat/rooms/:id/bans', {
    ...governed,
    id: 'listBans',
    permission: 'chat.moderation.bans',
    summary: 'List the bans and mutes of a room',
    description: `Returns those in force, at most 500. ${FOR_GOVERNORS}`,
    success: ok('The bans and mutes.', z.array(WireSanction).max(500)),
  }),
  ban: http('POST', '/chat/rooms/:id/bans', {
    ...governed,
    id: 'banMember',
    permission: 'chat.moderation.sanction',
    summary: 'Ban, mute or kick a user',
    description: `Takes effect on open connections within two seconds. Moderators can be sanctioned by administrators only, and administrators by none. ${FOR_GOVERNORS}`,
    body: SanctionBody,
    success: created('The sanction.', WireSanction),
    errors: ['ROOM_NOT_FOUND', 'USER_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
  }),
  unban: http('DELETE', '/chat/rooms/:id/bans/:userId', {
    ...governed,
    id: 'unbanMember',
    permission: 'chat.moderation.lift',
    summary: 'Lift a ban or mute',
    description: `A sanction of a higher rank cannot be lifted: owners do not lift those of moderators, and moderators not those of administrators. ${FOR_GOVERNORS}`,
    params: MemberParam,
    success: noContent('No ban or mute of the user is in force.'),
  }),
  reportPerson: http('POST', '/chat/reports', {
    tag: 'Chat',
    access: 'user',
    id: 'reportPerson',
    permission: 'chat.moderation.reportPerson',
    summary: 'Report a user to the moderators',
    description:
      'Messages are reported over the socket. The last messages between the caller and the user are attached. An open ' +
      'report of the user by the caller is changed instead of a second one. The user is not informed.',
    body: ReportBody,
    success: created('The report.', z.object({ report_id: z.int().describe('Id of the report.') })),
    errors: ['USER_NOT_FOUND'],
  }),
  listReports: http('GET', '/chat/reports', {
    ...moderators,
    id: 'listReports',
    linked: true,
    permission: 'chat.moderation.reports',
    summary: 'List reports of messages, of users and of things',
    query: ReportQuery,
    success: ok('The reports, newest first.', z.array(WireReport).max(100)),
  }),
  resolveReport: http('PUT', '/chat/reports/:id', {
    ...moderators,
    id: 'resolveReport',
    permission: 'chat.moderation.resolve',
    summary: 'Resolve a report',
    params: idOf('report'),
    body: ResolveBody,
    success: ok('The resolved report.', WireReport),
  }),
  messageVersions: http('GET', '/chat/messages/:id/versions', {
    ...moderators,
    id: 'messageVersions',
    permission: 'chat.moderation.versions',
    summary: 'List the earlier versions of a message',
    description:
      'Versions of direct messages are available only for reported messages. A request for a message of a private room is recorded in the audit log.',
    params: idOf('message'),
    success: ok('The earlier versions, oldest first.', z.array(WireVersion).max(500)),
    errors: ['NOT_FOUND'],
  }),
  moderationAudit: http('GET', '/chat/audit', {
    ...moderators,
    id: 'moderationAudit',
    linked: true,
    permission: 'chat.moderation.audit',
    summary: 'List the moderation audit log',
    query: AuditQuery,
    success: ok('The entries, newest first.', z.array(WireAuditLine).max(100)),
  }),
};
