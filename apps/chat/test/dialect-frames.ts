import type { ChatDialect, Fields } from './test-client.js';

type TypedFields = readonly [type: string, fields: Fields];

/** The frames of each dialect for every command and event of the contract. */
export interface ClientFrames {
  /** An id in the form of this dialect. */
  id(id: number): unknown;
  room(room: string): Fields;
  user(userId: number): Fields;
  leave(room: string): TypedFields;
  typing(room: string, on: boolean): TypedFields;
  react(room: string, id: number, emoji: string): TypedFields;
  history(room: string, page: Fields): TypedFields;
  directHistory(userId: number, page: Fields): TypedFields;
  /** Types of the events for these facts. */
  userEntered: string;
  userExited: string;
  roomLeft: string;
  typingUpdate: string;
  reactionAdded: string;
  roomHistoryPage: string;
  directHistoryPage: string;
  /** The fields of an event that name its user and room. */
  userInRoom(userId: number, username: string, room: string): Fields;
  typingState(on: boolean): Fields;
}

const userFields = (userId: unknown, username: string) => ({ user_id: userId, username });

export const DIALECT_FRAMES: Readonly<Record<ChatDialect, ClientFrames>> = {
  'veza.v1': {
    id: String,
    room: (room) => ({ room_id: room }),
    user: (userId) => ({ user_id: String(userId) }),
    leave: (room) => ['leave_room', { room_id: room }],
    typing: (room, on) => [on ? 'typing_start' : 'typing_stop', { room_id: room }],
    react: (room, id, content) => ['message', { room_id: room, content, message_type: 'reaction', reply_to: String(id) }],
    history: (room, page) => ['room_history', { room_id: room, ...page }],
    directHistory: (userId, page) => ['dm_history', { user_id: String(userId), ...page }],
    userEntered: 'user_online',
    userExited: 'user_offline',
    roomLeft: 'room_left',
    typingUpdate: 'typing_indicator',
    reactionAdded: 'message_received',
    roomHistoryPage: 'message_history',
    directHistoryPage: 'message_history',
    userInRoom: (userId, username, room) => ({ ...userFields(String(userId), username), room_id: room }),
    typingState: (on) => ({ is_typing: on, isTyping: on }),
  },
  'veza.chat': {
    id: Number,
    room: (room) => ({ room }),
    user: (userId) => ({ user_id: userId }),
    leave: (room) => ['leave_room', { room }],
    typing: (room, on) => ['typing', { room, is_typing: on }],
    react: (room, id, content) => ['room_message', { room, content, message_type: 'reaction', reply_to: id }],
    history: (room, page) => ['room_history', { room, ...page }],
    directHistory: (userId, page) => ['dm_history', { with_user: userId, ...page }],
    userEntered: 'user_connected',
    userExited: 'user_disconnected',
    roomLeft: 'leave_room_ack',
    typingUpdate: 'typing',
    reactionAdded: 'room_message',
    roomHistoryPage: 'message_history',
    directHistoryPage: 'message_history',
    userInRoom: (userId, username, room) => ({ ...userFields(userId, username), room }),
    typingState: (on) => ({ is_typing: on }),
  },
  'veza.flat': {
    id: Number,
    room: (room) => ({ room }),
    user: (userId) => ({ user_id: userId }),
    leave: (room) => ['leave', { room }],
    typing: (room, on) => ['typing', { room, isTyping: on }],
    react: (room, id, content) => ['reaction', { room, messageId: id, content }],
    history: (room, page) => ['room_history', { room, ...page }],
    directHistory: (userId, page) => ['dm_history', { with: userId, ...page }],
    userEntered: 'user_joined',
    userExited: 'user_left',
    roomLeft: 'leave_ack',
    typingUpdate: 'typing',
    reactionAdded: 'reaction',
    roomHistoryPage: 'room_history',
    directHistoryPage: 'dm_history',
    userInRoom: (userId, username, room) => ({ room, userId, username }),
    typingState: (on) => ({ isTyping: on }),
  },
};
