import { z } from 'zod';

export const WireMessage = z.object({
  id: z.int(),
  content: z.string(),
  /** The author under both names that clients read. */
  user_id: z.int(),
  from_user: z.int(),
  username: z.string(),
  avatar: z.string().nullable(),
  room_id: z.string(),
  recipient_id: z.int().optional(),
  message_type: z.string(),
  reply_to: z.int().nullable(),
  mentions: z.array(z.string()),
  attachments: z.array(z.object({ url: z.string(), filename: z.string(), mime_type: z.string(), size: z.int() })),
  media_url: z.string().optional(),
  media_type: z.string().optional(),
  duration: z.number().optional(),
  created_at: z.string(),
  timestamp: z.string(),
  is_edited: z.boolean(),
  is_deleted: z.boolean(),
  seq: z.int(),
  reactions: z.array(z.object({ emoji: z.string(), count: z.int(), me: z.boolean() })),
});
export type WireMessage = z.infer<typeof WireMessage>;

export const WireRoom = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  /** 0: the platform itself. */
  created_by: z.int(),
  created_at: z.string(),
  is_private: z.boolean(),
  member_count: z.int(),
  member_limit: z.int().nullable(),
  slow_mode: z.int(),
  last_message: WireMessage.nullable(),
  unread_count: z.int(),
  mention_count: z.int(),
  last_read_seq: z.int(),
  last_seq: z.int(),
});
export type WireRoom = z.infer<typeof WireRoom>;

export const WireConversation = z.object({
  user_id: z.int(),
  username: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  avatar: z.string(),
  last_message: z.string(),
  last_activity: z.string(),
  unread_count: z.int(),
  is_online: z.boolean(),
  /** Now for who is online; empty for who was never here. */
  last_seen: z.string(),
});
export type WireConversation = z.infer<typeof WireConversation>;

export const WireMember = z.object({
  user_id: z.int(),
  username: z.string(),
  avatar: z.string().nullable(),
  role: z.string(),
  joined_at: z.string(),
});
export type WireMember = z.infer<typeof WireMember>;

export const WireSanction = z.object({
  id: z.int(),
  kind: z.string(),
  room_id: z.string(),
  user_id: z.int(),
  username: z.string(),
  reason: z.string(),
  duration: z.string(),
  until: z.string().nullable(),
  moderator_id: z.int(),
  created_at: z.string(),
});
export type WireSanction = z.infer<typeof WireSanction>;

export const WireVersion = z.object({ content: z.string(), change: z.string(), changed_at: z.string(), changed_by: z.int() });
export type WireVersion = z.infer<typeof WireVersion>;

export const WireAuditLine = z.object({
  id: z.int(),
  moderator_id: z.int(),
  action: z.string(),
  room_id: z.string().nullable(),
  user_id: z.int().nullable(),
  subject: z.string().nullable(),
  reason: z.string(),
  at: z.string(),
});
export type WireAuditLine = z.infer<typeof WireAuditLine>;

export const WireReport = z.object({
  id: z.int(),
  message_id: z.int(),
  room_id: z.string(),
  user_id: z.int(),
  reporter_id: z.int(),
  reason: z.string(),
  details: z.string(),
  content: z.string(),
  context: z.array(z.object({ id: z.int(), user_id: z.int(), content: z.string(), created_at: z.string() })),
  status: z.string(),
  resolution: z.string().nullable(),
  created_at: z.string(),
});
export type WireReport = z.infer<typeof WireReport>;
