import type { ChatDialect, Fields } from './talker.js';

type Words = readonly [type: string, fields: Fields];

/** The frames of each dialect for every command and event of the contract. */
export interface Vocabulary {
  /** An id in the form of this dialect. */
  id(id: number): unknown;
  room(room: string): Fields;
  person(userId: number): Fields;
  leave(room: string): Words;
  typing(room: string, on: boolean): Words;
  react(room: string, id: number, emoji: string): Words;
  history(room: string, page: Fields): Words;
  directHistory(userId: number, page: Fields): Words;
  /** Types of events. */
  entered: string;
  exited: string;
  left: string;
  isTyping: string;
  reacted: string;
  pastRoom: string;
  pastDirect: string;
  /** The fields for the user and room of an event. */
  who(userId: number, username: string, room: string): Fields;
  typed(on: boolean): Fields;
}

const named = (userId: unknown, username: string) => ({ user_id: userId, username });

export const VOCABULARY: Readonly<Record<ChatDialect, Vocabulary>> = {
  'veza.v1': {
    id: String,
    room: (room) => ({ room_id: room }),
    person: (userId) => ({ user_id: String(userId) }),
    leave: (room) => ['leave_room', { room_id: room }],
    typing: (room, on) => [on ? 'typing_start' : 'typing_stop', { room_id: room }],
    react: (room, id, content) => ['message', { room_id: room, content, message_type: 'reaction', reply_to: String(id) }],
    history: (room, page) => ['room_history', { room_id: room, ...page }],
    directHistory: (userId, page) => ['dm_history', { user_id: String(userId), ...page }],
    entered: 'user_online',
    exited: 'user_offline',
    left: 'room_left',
    isTyping: 'typing_indicator',
    reacted: 'message_received',
    pastRoom: 'message_history',
    pastDirect: 'message_history',
    who: (userId, username, room) => ({ ...named(String(userId), username), room_id: room }),
    typed: (on) => ({ is_typing: on, isTyping: on }),
  },
  'veza.chat': {
    id: Number,
    room: (room) => ({ room }),
    person: (userId) => ({ user_id: userId }),
    leave: (room) => ['leave_room', { room }],
    typing: (room, on) => ['typing', { room, is_typing: on }],
    react: (room, id, content) => ['room_message', { room, content, message_type: 'reaction', reply_to: id }],
    history: (room, page) => ['room_history', { room, ...page }],
    directHistory: (userId, page) => ['dm_history', { with_user: userId, ...page }],
    entered: 'user_connected',
    exited: 'user_disconnected',
    left: 'leave_room_ack',
    isTyping: 'typing',
    reacted: 'room_message',
    pastRoom: 'message_history',
    pastDirect: 'message_history',
    who: (userId, username, room) => ({ ...named(userId, username), room }),
    typed: (on) => ({ is_typing: on }),
  },
  'veza.flat': {
    id: Number,
    room: (room) => ({ room }),
    person: (userId) => ({ user_id: userId }),
    leave: (room) => ['leave', { room }],
    typing: (room, on) => ['typing', { room, isTyping: on }],
    react: (room, id, content) => ['reaction', { room, messageId: id, content }],
    history: (room, page) => ['room_history', { room, ...page }],
    directHistory: (userId, page) => ['dm_history', { with: userId, ...page }],
    entered: 'user_joined',
    exited: 'user_left',
    left: 'leave_ack',
    isTyping: 'typing',
    reacted: 'reaction',
    pastRoom: 'room_history',
    pastDirect: 'dm_history',
    who: (userId, username, room) => ({ room, userId, username }),
    typed: (on) => ({ isTyping: on }),
  },
};
