import { Inject, Injectable } from '@nestjs/common';
import type {
  AuditLine,
  chat,
  ConversationView,
  InviteLinkView,
  InvitingRoom,
  MemberView,
  MessageVersion,
  MessageView,
  OnlineView,
  PinView,
  ReportView,
  RoomView,
  RpcReply,
  SanctionView,
  SavedMessageView,
  ThreadView,
  WireAuditLine,
  WireConversation,
  WireInviteLink,
  WireInvitingRoom,
  WireMember,
  WireMessage,
  WirePin,
  WireReport,
  WireRoom,
  WireSanction,
  WireSavedMessage,
  WireThread,
  WireThreadPage,
  WireVersion,
} from '@veza/contracts';
import { UserCardsService } from '../../identity/users/user-cards.service.js';

// Wall clock: the time of a reply, for the client.

/** The canonical models of the chat in the spelling of v1. */
@Injectable()
export class ChatPresenter {
  constructor(@Inject(UserCardsService) private readonly users: Pick<UserCardsService, 'names' | 'botsAmong'>) {}

  async room(room: RoomView): Promise<WireRoom> {
    const { lastMessage } = room;
    return wireRoom(room, await this.users.botsAmong(lastMessage ? [lastMessage.userId] : []));
  }

  async rooms(rooms: readonly RoomView[]): Promise<WireRoom[]> {
    const bots = await this.users.botsAmong(rooms.flatMap(({ lastMessage }) => lastMessage?.userId ?? []));
    return rooms.map((room) => wireRoom(room, bots));
  }

  async messages(messages: readonly MessageView[]): Promise<WireMessage[]> {
    const bots = await this.users.botsAmong(messages.map(({ userId }) => userId));
    return messages.map((message) => wireMessage(message, bots));
  }

  async pins(pins: readonly PinView[]): Promise<WirePin[]> {
    const bots = await this.users.botsAmong(pins.map(({ message }) => message.userId));
    return pins.map(({ message, pinnedBy, username, pinnedAt }) => ({
      message: wireMessage(message, bots),
      pinned_by: pinnedBy,
      pinned_by_username: username,
      pinned_at: pinnedAt,
    }));
  }

  async saved(saved: readonly SavedMessageView[]): Promise<WireSavedMessage[]> {
    const bots = await this.users.botsAmong(saved.flatMap(({ message }) => message?.userId ?? []));
    return saved.map(({ messageId, savedAt, message }) => ({
      message_id: messageId,
      saved_at: savedAt,
      message: message && wireMessage(message, bots),
    }));
  }

  readonly thread = (thread: ThreadView): WireThread => ({
    message_id: thread.messageId,
    reply_count: thread.replyCount,
    last_reply_seq: thread.lastReplySeq,
    last_reply_at: thread.lastReplyAt,
    is_followed: thread.isFollowed,
    unread_count: thread.unreadCount,
  });

  async threadPage({ thread, root, messages, more }: RpcReply<typeof chat.threads.get>): Promise<WireThreadPage> {
    const bots = await this.users.botsAmong([...(root ? [root] : []), ...messages].map(({ userId }) => userId));
    return {
      thread: this.thread(thread),
      root: root && wireMessage(root, bots),
      messages: messages.map((message) => wireMessage(message, bots)),
      more,
    };
  }

  async member(member: MemberView): Promise<WireMember> {
    return wireMember(member, await this.users.botsAmong([member.userId]));
  }

  async members(members: readonly MemberView[]): Promise<WireMember[]> {
    const bots = await this.users.botsAmong(members.map(({ userId }) => userId));
    return members.map((member) => wireMember(member, bots));
  }

  readonly inviteLink = ({ createdBy, username, createdAt, expiresAt, maxUses, ...link }: InviteLinkView): WireInviteLink => ({
    id: link.id,
    created_by: createdBy,
    created_by_username: username,
    created_at: createdAt,
    expires_at: expiresAt,
    max_uses: maxUses,
    uses: link.uses,
  });

  readonly invitingRoom = ({ id, name, description, memberCount, isMember }: InvitingRoom): WireInvitingRoom => ({
    id,
    name,
    description,
    member_count: memberCount,
    is_member: isMember,
  });

  readonly named = ({ userId, username }: OnlineView) => ({ user_id: userId, username });

  readonly sanction = ({
    id,
    kind,
    room,
    userId,
    username,
    reason,
    duration,
    until,
    moderatorId,
    createdAt,
  }: SanctionView): WireSanction => ({
    id,
    kind,
    room_id: room,
    user_id: userId,
    username,
    reason,
    duration,
    until,
    moderator_id: moderatorId,
    created_at: createdAt,
  });

  /** A chat of an earlier release sends neither kind nor thing. */
  readonly report = ({ messageId, room, userId, reporterId, context, createdAt, thing, ...report }: ReportView): WireReport => ({
    ...report,
    kind: report.kind ?? (messageId === null ? 'person' : 'message'),
    thing: thing ? { kind: thing.kind, id: thing.id, title: thing.title, text: thing.text, track_id: thing.trackId } : null,
    reporters: report.reporters ?? 1,
    message_id: messageId,
    room_id: room,
    user_id: userId,
    reporter_id: reporterId,
    context: context.map((each) => ({ id: each.id, user_id: each.userId, content: each.content, created_at: each.createdAt })),
    created_at: createdAt,
  });

  readonly version = ({ content, change, changedAt, changedBy }: MessageVersion): WireVersion => ({
    content,
    change,
    changed_at: changedAt,
    changed_by: changedBy,
  });

  readonly auditLine = ({ moderatorId, room, userId, ...line }: AuditLine): WireAuditLine => ({
    ...line,
    moderator_id: moderatorId,
    room_id: room,
    user_id: userId,
  });

  async conversations(conversations: readonly ConversationView[]): Promise<WireConversation[]> {
    const cards = await this.users.names(conversations.map(({ userId }) => userId));
    return conversations.map(({ userId, lastMessage, lastActivity, unreadCount, isOnline, lastSeen }) => {
      const card = cards.get(userId);
      return {
        user_id: userId,
        username: card?.username ?? '',
        first_name: card?.firstName ?? '',
        last_name: card?.lastName ?? '',
        avatar: card?.avatar ?? '',
        last_message: lastMessage,
        last_activity: lastActivity,
        unread_count: unreadCount,
        is_online: isOnline,
        last_seen: isOnline ? new Date().toISOString() : (lastSeen ?? ''),
      };
    });
  }
}

type Bots = ReadonlySet<number>;

const wireRoom = (
  { kind, createdBy, createdAt, memberCount, memberLimit, slowMode, lastMessage, ...room }: RoomView,
  bots: Bots,
): WireRoom => ({
  id: room.id,
  name: room.name,
  description: room.description,
  created_by: createdBy ?? 0,
  created_at: createdAt,
  is_private: kind === 'private',
  member_count: memberCount,
  member_limit: memberLimit,
  slow_mode: slowMode,
  last_message: lastMessage && wireMessage(lastMessage, bots),
  is_member: room.isMember,
  role: room.role,
  is_group: room.isGroup ?? false,
  people: (room.people ?? []).map(({ userId, username }) => ({ user_id: userId, username })),
  default_role: room.defaultRole ?? 'member',
  mute: room.mute,
  notifications: room.notifications && {
    level: room.notifications.level,
    paused_until: room.notifications.pausedUntil,
  },
  unread_count: room.unreadCount,
  mention_count: room.mentionCount,
  last_read_seq: room.lastReadSeq,
  last_seq: room.lastSeq,
});

const wireMessage = (message: MessageView, bots: Bots): WireMessage => ({
  id: message.id,
  content: message.content,
  user_id: message.userId,
  from_user: message.userId,
  username: message.username,
  ...(bots.has(message.userId) && { bot: true as const }),
  avatar: message.avatar,
  room_id: message.roomId,
  ...(message.recipientId !== null && { recipient_id: message.recipientId }),
  message_type: message.type,
  reply_to: message.replyTo,
  mentions: message.mentions,
  attachments: message.attachments.map(({ type, ...same }) => ({ ...same, mime_type: type })),
  ...(message.mediaUrl !== null && { media_url: message.mediaUrl }),
  ...(message.mediaType !== null && { media_type: message.mediaType }),
  ...(message.duration !== null && { duration: message.duration }),
  created_at: message.createdAt,
  timestamp: message.createdAt,
  is_edited: message.isEdited,
  is_deleted: message.isDeleted,
  seq: message.seq,
  reactions: message.reactions,
});

const wireMember = ({ userId, username, avatar, role, joinedAt }: MemberView, bots: Bots): WireMember => ({
  user_id: userId,
  username,
  ...(bots.has(userId) && { bot: true as const }),
  avatar,
  role,
  joined_at: joinedAt,
});
