import { expect, test } from '@jest/globals';
import type { Room } from '@veza/sdk';
import { latestOf } from './latest-of.js';

const at = '2026-11-30T11:25:00.000Z';
const message = { id: 6, content: 'Oud', user_id: 2, from_user: 2, username: 'bela', avatar: null, room_id: 'den', seq: 10 };
const none = { reply_to: null, mentions: [], attachments: [], is_edited: false, is_deleted: false, reactions: [] };
const limits = { member_limit: null, slow_mode: 0, default_role: 'member', mute: null, notifications: null, role: 'member' };
const read: Room = {
  ...{ id: 'den', name: 'Den', description: null, created_by: 1, created_at: at, is_private: false, is_member: true },
  ...{ ...limits, member_count: 2, is_group: false, people: [], unread_count: 0, mention_count: 0, last_read_seq: 10 },
  last_seq: 10,
  last_message: { ...message, ...none, message_type: 'text', created_at: at, timestamp: at },
};
const heard: Room = {
  ...read,
  name: 'An earlier name',
  last_seq: 11,
  last_message: read.last_message && { ...read.last_message, id: 7, content: 'Kora', seq: 11 },
  unread_count: 1,
  mention_count: 1,
};

test('a message that came while the list was read stays in the list, with the name that was read', () => {
  expect(latestOf(read, heard)).toEqual({ ...heard, name: 'Den' });
});

test('a list that has the message, or a later event, is taken as it was read', () => {
  expect(latestOf(heard, read)).toBe(heard);
  expect(latestOf(heard, { ...heard, unread_count: 0 })).toBe(heard);
  expect(latestOf(read, undefined)).toBe(read);
});
