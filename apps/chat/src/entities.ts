import { RoomMemberEntity } from './access/room-member.entity.js';
import { RoomEntity } from './access/room.entity.js';
import { ClientIdEntity } from './commit/client-id.entity.js';
import { MessageEntity } from './commit/message.entity.js';
import { BlockEntity } from './conversations/block.entity.js';
import { RoomBlockEntity } from './history/room-block.entity.js';
import { ReactionEntity } from './messages/reaction.entity.js';
import { RoomChangeEntity } from './messages/room-change.entity.js';
import { ReportEntity } from './moderation/report.entity.js';
import { ThingReportEntity } from './moderation/thing-report.entity.js';
import { EndedMembershipEntity } from './nova/ended-membership.entity.js';
import { InviteLinkEntity } from './invite-links/invite-link.entity.js';
import { PinEntity } from './pins/pin.entity.js';
import { LogArchiveEntity } from './retention/log-archive.entity.js';
import { LogSweepEntity } from './retention/log-sweep.entity.js';
import { AuditEntryEntity } from './sanctions/audit-entry.entity.js';
import { NovaEntryEntity } from './nova/nova-entry.entity.js';
import { NovaNoticeEntity } from './nova/nova-notice.entity.js';
import { NovaReaderEntity } from './nova/nova-reader.entity.js';
import { SavedMessageEntity } from './saved-messages/saved-message.entity.js';
import { ThreadReadEntity } from './threads/thread-read.entity.js';
import { SanctionEntity } from './sanctions/sanction.entity.js';
import { IndexedWordsEntity } from './search/indexed-words.entity.js';
import { OutageStateEntity } from './tracking/outage-state.entity.js';
import { DirectoryUserEntity } from './user-directory/directory-user.entity.js';

/** One per table of this service; a spec compares them with the migrated schema. */
export const entities = [
  RoomEntity,
  RoomMemberEntity,
  RoomBlockEntity,
  MessageEntity,
  RoomChangeEntity,
  ReactionEntity,
  IndexedWordsEntity,
  PinEntity,
  InviteLinkEntity,
  SavedMessageEntity,
  ThreadReadEntity,
  ClientIdEntity,
  BlockEntity,
  SanctionEntity,
  AuditEntryEntity,
  ReportEntity,
  ThingReportEntity,
  NovaNoticeEntity,
  NovaEntryEntity,
  NovaReaderEntity,
  DirectoryUserEntity,
  EndedMembershipEntity,
  OutageStateEntity,
  LogSweepEntity,
  LogArchiveEntity,
];
