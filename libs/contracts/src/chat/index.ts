import { blocks, conversations } from './conversations.js';
import { files } from './files.js';
import { groups } from './groups.js';
import { inviteLinks } from './invite-links.js';
import { messages } from './messages.js';
import { moderation } from './moderation.js';
import { personalData } from './personal-data.js';
import { pins } from './pins.js';
import { rooms } from './rooms.js';
import { savedMessages } from './saved-messages.js';
import { threads } from './threads.js';

export {
  CHAT_BOUNDS,
  BanDuration,
  intervalOf,
  MessageId,
  MessageType,
  NotificationLevel,
  PLATFORM_USER_ID,
  RoomId,
  RoomKind,
  RoomRef,
  RoomRole,
  Seq,
  UserId,
} from './fields.js';
export {
  Attachment,
  DirectHistory,
  HistoryQuery,
  MessageView,
  ReactionCount,
  RoomHistory,
  SearchHas,
  SearchMessages,
} from './messages.js';
export { COMMAND_PERMISSIONS } from '../permissions/chat.permissions.js';
export {
  CreateRoom,
  DefaultRole,
  GivenRole,
  ListRooms,
  LONGEST_PAUSE_DAYS,
  UpdateRoom,
  MemberView,
  OnlineView,
  RoomView,
  SetNotifications,
} from './rooms.js';
export { messageEvents } from './addressed.js';
export { blockEvents, ConversationView } from './conversations.js';
export { CreateInviteLink, InviteCode, InviteLinkView, InvitingRoom, MOST_INVITE_LINKS, NewInviteLink } from './invite-links.js';
export { LONGEST_LIST } from './long-lists.js';
export { CreateGroup, MOST_IN_GROUP } from './groups.js';
export { MOST_PINS, PinView } from './pins.js';
export { MOST_COUNTED_REPLIES, MOST_THREADS, ThreadView } from './threads.js';
export { ListSaved, MOST_SAVED, SavedMessageView } from './saved-messages.js';
export {
  AuditFilter,
  AuditLine,
  MessageVersion,
  ModerationAction,
  ModeratorId,
  MOST_REPORTED_TEXT,
  ReportedThing,
  ReportKind,
  ReportPerson,
  ReportThing,
  ReportView,
  ResolveReport,
  Sanction,
  SanctionKind,
  SanctionView,
  ThingKind,
} from './moderation.js';
export {
  AppointmentUpdate,
  CLOSES,
  type CloseCode,
  DIALECTS,
  type DialectFrames,
  type DialectName,
  RealtimeNotification,
  WIRE_ERRORS,
  type WireError,
  type WireErrorName,
} from './frames/index.js';
export { vezaV1Frames } from './frames/veza-v1.js';
export { vezaChatFrames } from './frames/veza-chat.js';
export { vezaFlatFrames } from './frames/veza-flat.js';
export { novaV1Frames } from './frames/nova-v1.js';

/** The RPC contracts of chat. `DIALECTS` describes its sockets. */
export const chat = {
  rooms,
  groups,
  messages,
  conversations,
  blocks,
  moderation,
  files,
  inviteLinks,
  pins,
  savedMessages,
  threads,
  personalData,
};
