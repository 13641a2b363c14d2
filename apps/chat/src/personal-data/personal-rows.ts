import type { chat, SectionOf } from '@veza/contracts';
import { ownColumnsOf, type PersonalRows } from '@veza/database';
import { RoomMemberEntity } from '../access/room-member.entity.js';
import { isReader } from '../access/speaking.repository.js';
import { MessageEntity } from '../commit/message.entity.js';
import { BlockEntity } from '../conversations/block.entity.js';
import { InviteLinkEntity } from '../invite-links/invite-link.entity.js';
import { ReactionEntity } from '../messages/reaction.entity.js';
import { ReportEntity } from '../moderation/report.entity.js';
import { ThingReportEntity } from '../moderation/thing-report.entity.js';
import { PinEntity } from '../pins/pin.entity.js';
import { SavedMessageEntity } from '../saved-messages/saved-message.entity.js';
import { ThreadReadEntity } from '../threads/thread-read.entity.js';
import { SanctionEntity } from '../sanctions/sanction.entity.js';

/** Columns that are left out, because. */
const OWN = { userId: 'the caller' };
const MESSAGE = { ...OWN, mentions: 'names of others, in the content', media: 'as files', clientId: 'of the client' };
const REPORTED = {
  userId: 'another person',
  reporterId: 'the caller',
  content: 'of another person',
  resolution: 'of the moderators',
  resolvedBy: 'of the moderators',
  resolvedAt: 'of the moderators',
};
const REPORT = { ...REPORTED, context: 'of other people' };
const MODERATOR = { moderatorId: 'another person', rank: 'of the moderator', liftedBy: 'another person' };

/** What the chat keeps of one user, for their export. Other users appear as ids only. */
export const PERSONAL_ROWS: Record<SectionOf<typeof chat.personalData.export>, PersonalRows> = {
  rooms: {
    columns: `${ownColumnsOf(RoomMemberEntity, 'm', OWN)}, r.kind, CASE WHEN r.kind <> 'direct' THEN r.name END AS name, CASE WHEN r.low_user = $1 THEN r.high_user ELSE r.low_user END AS with_user_id,
      r.created_by = $1 AS created_by_me, r.is_group, m.role = 'member' AND ${isReader('m.user_id', 'm.room_id')} AS is_reader`,
    from: 'members m JOIN rooms r ON r.id = m.room_id WHERE m.user_id = $1',
    key: 'm.room_id',
    keyType: 'text',
  },
  messages: {
    columns: `${ownColumnsOf(MessageEntity, 'm', MESSAGE)}, CASE WHEN r.low_user = $1 THEN r.high_user ELSE r.low_user END AS recipient_id,
      (SELECT coalesce(jsonb_agg(file - 'objectId' - 'by' - 'room'), '[]') FROM jsonb_array_elements(m.media) AS file) AS files`,
    from: 'messages m JOIN rooms r ON r.id = m.room_id WHERE m.user_id = $1',
    key: 'm.id',
    keyType: 'bigint',
  },
  reactions: {
    columns: ownColumnsOf(ReactionEntity, 'x', OWN),
    from: 'reactions x WHERE x.user_id = $1',
    key: `(x.message_id::text || ' ' || x.emoji)`,
    keyType: 'text',
  },
  pins: {
    columns: ownColumnsOf(PinEntity, 'p', OWN),
    from: 'pins p WHERE p.user_id = $1',
    key: 'p.message_id',
    keyType: 'bigint',
  },
  saved_messages: {
    columns: ownColumnsOf(SavedMessageEntity, 'v', OWN),
    from: 'saved_messages v WHERE v.user_id = $1',
    key: 'v.id',
    keyType: 'bigint',
  },
  thread_reads: {
    columns: ownColumnsOf(ThreadReadEntity, 'h', OWN),
    from: 'thread_reads h WHERE h.user_id = $1',
    key: 'h.thread_id',
    keyType: 'bigint',
  },
  invite_links: {
    columns: ownColumnsOf(InviteLinkEntity, 'l', { codeHash: 'a secret', createdBy: 'the caller' }),
    from: 'invite_links l WHERE l.created_by = $1',
    key: 'l.id',
    keyType: 'bigint',
  },
  blocks: {
    columns: ownColumnsOf(BlockEntity, 'b', { ...OWN, person: 'the caller', blockedPerson: 'another person, if it is a bot' }),
    from: 'blocks b WHERE b.user_id = $1',
    key: 'b.blocked_id',
    keyType: 'bigint',
  },
  reports: {
    columns: ownColumnsOf(ReportEntity, 'r', REPORT),
    from: 'reports r WHERE r.reporter_id = $1',
    key: 'r.id',
    keyType: 'bigint',
  },
  thing_reports: {
    columns: ownColumnsOf(ThingReportEntity, 'g', REPORTED),
    from: 'thing_reports g WHERE g.reporter_id = $1',
    key: 'g.id',
    keyType: 'bigint',
  },
  sanctions: {
    columns: ownColumnsOf(SanctionEntity, 's', { ...OWN, ...MODERATOR, ofRole: 'with the rooms' }),
    from: 'sanctions s WHERE s.user_id = $1 AND NOT s.of_role',
    key: 's.id',
    keyType: 'bigint',
  },
};
