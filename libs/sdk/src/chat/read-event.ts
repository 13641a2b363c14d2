import type { EventFrames } from '../generated/chat-frames.js';
import type { Message } from '../generated/schemas.js';
import type { ChatEvents, ChatMessage, MessageChange, Place } from './chat-types.js';
import type { ServerFrame } from './frames.js';

/** A change of the log of a place: the name of its event and its fields. */
type LogChange = { [Name in 'message' | 'edited' | 'deleted' | 'reaction']: { name: Name; event: ChatEvents[Name] } }[
  | 'message'
  | 'edited'
  | 'deleted'
  | 'reaction'];

/** An event of the log of a place, with its number; undefined for any other frame. */
export function readChange(frame: ServerFrame, me: number): LogChange | undefined {
  switch (frame.type) {
    case 'message_received':
      return received(frame.data, { room: frame.data.room_id });
    case 'private_message': {
      const { sender_id, sender_username, recipient_id, ...data } = frame.data;
      const place = other(Number(sender_id), Number(recipient_id), me);
      return received({ ...data, user_id: sender_id, username: sender_username }, place);
    }
    case 'message_edited':
      return { name: 'edited', event: { ...changeOf(frame.data, me), content: frame.data.content } };
    case 'message_deleted':
      return { name: 'deleted', event: changeOf(frame.data, me) };
    case 'reaction_removed':
      return { name: 'reaction', event: { ...changeOf(frame.data, me), emoji: frame.data.content, added: false } };
    default:
      return undefined;
  }
}

type ReceivedFields = Omit<EventFrames['message_received'], 'room_id' | 'mentions' | 'attachments' | 'is_edited' | 'is_deleted'> &
  Partial<EventFrames['message_received']>;

function received(data: ReceivedFields, place: Place): LogChange {
  const { message_id, timestamp, user_id, username, message_type, content, reply_to, seq, client_id } = data;
  const shared = { place, id: Number(message_id), seq, at: timestamp, userId: Number(user_id), username };
  if (message_type === 'reaction') return { name: 'reaction', event: { ...shared, emoji: content, added: true } };
  const message: ChatMessage = {
    ...shared,
    type: message_type,
    content,
    replyTo: reply_to === null ? null : Number(reply_to),
    mentions: data.mentions ?? [],
    files: filesOf(data.attachments ?? []),
    duration: data.duration,
    isEdited: data.is_edited ?? false,
    isDeleted: data.is_deleted ?? false,
    reactions: [],
    clientId: client_id,
  };
  return { name: 'message', event: message };
}

/** A message of a page of history, as the REST API has it. */
export function pastMessage(message: Message, place: Place): ChatMessage {
  return {
    place,
    id: message.id,
    seq: message.seq,
    at: Date.parse(message.created_at),
    userId: message.from_user,
    username: message.username,
    type: message.message_type,
    content: message.content,
    replyTo: message.reply_to,
    mentions: message.mentions,
    files: filesOf(message.attachments),
    duration: message.duration,
    isEdited: message.is_edited,
    isDeleted: message.is_deleted,
    reactions: message.reactions,
    clientId: null,
  };
}

const filesOf = (attachments: EventFrames['message_received']['attachments']) =>
  attachments.map(({ mime_type, ...same }) => ({ ...same, mimeType: mime_type }));

/** An event without a number; it is delivered as it comes. */
export type Passing = { [Name in PassingName]: { name: Name; event: ChatEvents[Name] } }[PassingName];
type PassingName =
  | 'typing'
  | 'presence'
  | 'usersOnline'
  | 'read'
  | 'room'
  | 'member'
  | 'added'
  | 'pin'
  | 'moderation'
  | 'track'
  | 'notices';

export function readPassing(frame: ServerFrame, me: number): Passing | undefined {
  switch (frame.type) {
    case 'typing_indicator': {
      const { room_id: room, is_typing: isTyping } = frame.data;
      return { name: 'typing', event: { room, ...userOf(frame.data), isTyping } };
    }
    case 'user_online':
    case 'user_offline': {
      const event = { room: frame.data.room_id, ...userOf(frame.data), isOnline: frame.type === 'user_online' };
      return { name: 'presence', event };
    }
    case 'room_presence':
      return { name: 'usersOnline', event: { room: frame.data.room_id, count: frame.data.users_online } };
    case 'read_receipt': {
      const { message_id } = frame.data;
      return { name: 'read', event: { place: placeOf(frame.data, me), ...userOf(frame.data), messageId: Number(message_id) } };
    }
    case 'room_updated': {
      const { room_id: room, ...facts } = frame.data;
      return { name: 'room', event: { room, ...facts } };
    }
    case 'member_updated':
      return { name: 'member', event: { room: frame.data.room_id, ...userOf(frame.data), role: frame.data.role } };
    case 'message_pinned': {
      const { room_id: room, message_id, is_pinned: isPinned } = frame.data;
      return { name: 'pin', event: { room, messageId: Number(message_id), ...userOf(frame.data), isPinned } };
    }
    case 'moderation_action': {
      const { room_id: room, action, moderator_id, reason, duration, message_id } = frame.data;
      const messageId = message_id === undefined ? undefined : Number(message_id);
      const event = { room, action, ...userOf(frame.data), moderatorId: Number(moderator_id), reason, duration, messageId };
      return { name: 'moderation', event };
    }
    case 'track_notification': {
      const { notification_id, track_id, status, title, message, error, timestamp: at } = frame.data;
      const ids = { notificationId: Number(notification_id), trackId: Number(track_id) };
      return { name: 'track', event: { ...ids, status, title, message, error, at } };
    }
    case 'member_added':
      return { name: 'added', event: { room: frame.data.room_id } };
    case 'notices_changed':
      return { name: 'notices', event: { kind: frame.data.kind } };
    default:
      return undefined;
  }
}

const userOf = ({ user_id, username }: { user_id: string; username: string }) => ({ userId: Number(user_id), username });

function changeOf(data: EventFrames['message_deleted'], me: number): MessageChange {
  const { message_id, seq, timestamp } = data;
  return { place: placeOf(data, me), id: Number(message_id), seq, at: timestamp, ...userOf(data) };
}

function placeOf(fields: { room_id?: string; recipient_id?: string; user_id: string }, me: number): Place {
  const { room_id: room, recipient_id, user_id } = fields;
  return room === undefined ? other(Number(user_id), Number(recipient_id), me) : { room };
}

/** A conversation is named after the other user. */
const other = (author: number, recipient: number, me: number): Place => ({ user: author === me ? recipient : author });
