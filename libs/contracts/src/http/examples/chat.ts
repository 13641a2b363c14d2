import type { AreaExamples } from './shape.js';

const created_at = '2026-03-01T09:30:00.000Z';

const message = {
  id: 501,
  content: 'Has anyone tuned an oud to 432 Hz?',
  user_id: 7,
  from_user: 7,
  username: 'ada',
  avatar: null,
  room_id: 'general',
  message_type: 'text',
  reply_to: null,
  mentions: [],
  attachments: [],
  created_at,
  timestamp: created_at,
  is_edited: false,
  is_deleted: false,
  seq: 42,
  reactions: [{ emoji: '👍', count: 2, me: true }],
};
const room = {
  id: 'strings',
  name: 'Strings',
  description: 'Everything with strings',
  created_by: 7,
  created_at,
  is_private: false,
  member_count: 12,
  member_limit: null,
  slow_mode: 0,
  last_message: { ...message, room_id: 'strings' },
  is_member: true,
  unread_count: 3,
  mention_count: 0,
  last_read_seq: 39,
  last_seq: 42,
};
const conversation = {
  user_id: 8,
  username: 'grace',
  first_name: 'Grace',
  last_name: 'Hopper',
  avatar: '',
  last_message: 'See you tomorrow',
  last_activity: created_at,
  unread_count: 1,
  is_online: false,
  last_seen: '2026-03-01T09:41:00.000Z',
};
const member = { user_id: 8, username: 'grace', avatar: null, role: 'member', joined_at: created_at };
const sanction = {
  id: 5,
  kind: 'mute',
  room_id: 'strings',
  user_id: 8,
  username: 'grace',
  reason: 'Spam',
  duration: '24h',
  until: '2026-03-02T09:30:00.000Z',
  moderator_id: 7,
  created_at,
};
const report = {
  id: 6,
  message_id: 501,
  room_id: 'strings',
  user_id: 8,
  reporter_id: 7,
  reason: 'spam',
  details: 'The third time today',
  content: 'Buy strings at strings.example',
  context: [{ id: 500, user_id: 7, content: 'Hello', created_at }],
  status: 'open',
  resolution: null,
  created_at,
};
const version = { content: 'Helo', change: 'edited', changed_at: created_at, changed_by: 7 };
const auditLine = {
  id: 21,
  moderator_id: 1,
  action: 'ban',
  room_id: 'strings',
  user_id: 8,
  subject: null,
  reason: 'Spam',
  at: created_at,
};

export const CHAT_EXAMPLES: AreaExamples = {
  components: {
    Message: message,
    Room: room,
    Conversation: conversation,
    Member: member,
    Sanction: sanction,
    Report: report,
    MessageVersion: version,
    AuditLine: auditLine,
  },
  requests: {
    createRoom: { name: 'Strings', description: 'Everything with strings', is_private: false },
    markRoomRead: { seq: 42 },
    inviteMember: { user_id: 8 },
    banMember: { user_id: 8, kind: 'mute', duration: '24h', reason: 'Spam' },
    resolveReport: { status: 'actioned', resolution: 'Advertising', delete_message: true },
  },
  responses: {
    listRooms: [room],
    roomMessages: [message],
    roomOnline: [{ user_id: 8, username: 'grace' }],
    roomMembers: [member],
    listBans: [sanction],
    directMessages: [{ ...message, room_id: 'dm-7-8', recipient_id: 8 }],
    conversations: [conversation],
    searchMessages: [message],
    listReports: [report],
    messageVersions: [version],
    moderationAudit: [auditLine],
    uploadChatFile: { message_id: 502, seq: 43 },
  },
};
