import { z } from 'zod';
import { NotificationLevel } from '../chat/fields.js';
import { ReportKind, ThingKind } from '../chat/moderation.js';
import { VOICE_PEAKS } from '../media/index.js';
import { nullableTimestamp, timestamp } from '../timestamp.js';

const userId = z.int();
const bot = z.literal(true).optional().describe('Only of a bot, the account of a program.');
const username = z.string().describe('User name.');
const avatar = z.string().nullable().describe('URL of the avatar image, or null.');

const WireAttachment = z.object({
  url: z.string().describe('Signed download URL, valid for 15 minutes.'),
  filename: z.string().describe('File name of the upload.'),
  mime_type: z.string().describe('Media type, detected from the content.'),
  size: z.int().describe('Size in bytes.'),
  voice: z
    .object({
      milliseconds: z.int().describe('Length in milliseconds.'),
      peaks: z.array(z.int()).max(VOICE_PEAKS).describe('Waveform: the largest level of each equal part, 0 to 100.'),
    })
    .optional()
    .describe('Only of a recorded voice message: what the server measured in it.'),
});

const WireReaction = z.object({
  emoji: z.string().describe('The emoji.'),
  count: z.int().describe('Number of users who reacted with it.'),
  me: z.boolean().describe('Whether the caller is one of them.'),
});

export const WireMessage = z
  .object({
    id: z.int().describe('Id of the message.'),
    content: z.string().describe('Text of the message; empty when deleted.'),
    user_id: userId.describe('Id of the author.'),
    from_user: userId.describe('Id of the author, the same as `user_id`.'),
    username: username.describe('User name of the author.'),
    bot,
    avatar,
    room_id: z.string().describe('Id of the room.'),
    recipient_id: userId.optional().describe('Id of the recipient of a direct message.'),
    message_type: z.string().describe('`text`, `image`, `audio`, `voice` or `file`.'),
    reply_to: z.int().nullable().describe('Id of the message that this one replies to, or null.'),
    mentions: z.array(z.string()).describe('User names mentioned in the text.'),
    attachments: z.array(WireAttachment).describe('Files of the message.'),
    media_url: z.string().optional().describe('URL of the media of an image, audio or voice message.'),
    media_type: z.string().optional().describe('Media type of `media_url`.'),
    duration: z.number().optional().describe('Duration of an audio or voice message in seconds.'),
    created_at: timestamp('When the message was sent.'),
    timestamp: timestamp('The same as `created_at`.'),
    is_edited: z.boolean().describe('Whether the message was edited.'),
    is_deleted: z.boolean().describe('Whether the message was deleted.'),
    seq: z.int().describe('Position of the message in the log of its room.'),
    reactions: z.array(WireReaction).describe('Reactions, one entry per emoji.'),
  })
  .describe('A chat message.');
export type WireMessage = z.infer<typeof WireMessage>;

export const WireRoom = z
  .object({
    id: z.string().describe('Id of the room.'),
    name: z.string().describe('Name of the room.'),
    description: z.string().nullable().describe('Description, or null.'),
    created_by: userId.describe('Id of the user who created the room; 0 is the platform.'),
    created_at: timestamp('When the room was created.'),
    is_private: z.boolean().describe('Whether only invited members can see and join the room.'),
    member_count: z.int().describe('Number of members.'),
    member_limit: z.int().nullable().describe('Maximum number of members; null for no limit.'),
    slow_mode: z.int().describe('Minimum seconds between two messages of one user; 0 for no limit.'),
    last_message: WireMessage.nullable().describe('The latest message, or null.'),
    is_member: z.boolean().describe('Whether the caller is a member.'),
    role: z.string().nullable().describe('Role of the caller: `owner`, `moderator`, `member`, `reader`; null for non-members.'),
    is_group: z.boolean().describe('Whether it is a group: a private room of a few people, without an owner.'),
    people: z
      .array(z.object({ user_id: userId.describe('Id of the user.'), username }))
      .max(20)
      .describe('People of a group, for its members; empty for other rooms.'),
    default_role: z.string().describe('Role of those who join: `member` or `reader`, who does not write.'),
    mute: z
      .object({ until: nullableTimestamp('When it ends; null for a permanent one.') })
      .nullable()
      .describe('The mute of the caller in this room, or null.'),
    notifications: z
      .object({
        level: NotificationLevel,
        paused_until: nullableTimestamp('Until then the room notifies about nothing; null for no pause.'),
      })
      .nullable()
      .describe('What the room notifies the caller about; null for non-members.'),
    unread_count: z.int().describe('Unread messages of other users, counted up to 1,000; 0 for non-members.'),
    mention_count: z.int().describe('Unread messages that mention the caller, counted up to 1,000.'),
    last_read_seq: z.int().describe('Read position of the caller; 0 for non-members.'),
    last_seq: z.int().describe('Position of the latest event in the log of the room.'),
  })
  .describe('A chat room.');
export type WireRoom = z.infer<typeof WireRoom>;

export const WireConversation = z
  .object({
    user_id: userId.describe('Id of the other user.'),
    username: username.describe('User name of the other user.'),
    first_name: z.string().describe('First name; empty when not set.'),
    last_name: z.string().describe('Last name; empty when not set.'),
    avatar: z.string().describe('URL of the avatar image; empty when not set.'),
    last_message: z.string().describe('Text of the latest message.'),
    last_activity: timestamp('When the latest message was sent.'),
    unread_count: z.int().describe('Unread messages of the other user, counted up to 1,000.'),
    is_online: z.boolean().describe('Whether the other user is connected.'),
    last_seen: timestamp('When the other user was last connected; the current time if online, empty if never seen.'),
  })
  .describe('A direct conversation with one user.');
export type WireConversation = z.infer<typeof WireConversation>;

export const WireMember = z
  .object({
    user_id: userId.describe('Id of the user.'),
    username,
    bot,
    avatar,
    role: z.string().describe('`owner`, `moderator`, `member` or `reader`.'),
    joined_at: timestamp('When the user became a member.'),
  })
  .describe('A member of a room.');
export type WireMember = z.infer<typeof WireMember>;

export const WirePin = z
  .object({
    message: WireMessage,
    pinned_by: userId.nullable().describe('Id of the user who pinned it; null when the account is erased.'),
    pinned_by_username: username.describe('User name of this user.'),
    pinned_at: timestamp('When it was pinned.'),
  })
  .describe('A pinned message of a room.');
export type WirePin = z.infer<typeof WirePin>;

export const WireSavedMessage = z
  .object({
    message_id: z.int().describe('Id of the message.'),
    saved_at: timestamp('When the caller saved it.'),
    message: WireMessage.nullable().describe('The message, or null while the caller may not read it.'),
  })
  .describe('A message that the caller has saved.');
export type WireSavedMessage = z.infer<typeof WireSavedMessage>;

export const WireSavedMessagePage = z
  .object({
    saved: z.array(WireSavedMessage).max(100).describe('The saved messages of the page.'),
    next_cursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
  })
  .describe('A page of saved messages.');
export type WireSavedMessagePage = z.infer<typeof WireSavedMessagePage>;

export const WireThread = z
  .object({
    message_id: z.int().describe('Id of the message that began it.'),
    reply_count: z.int().describe('Number of replies, counted up to 1,000.'),
    last_reply_seq: z.int().nullable().describe('`seq` of the last reply; null without one.'),
    last_reply_at: nullableTimestamp('When the last reply was sent; null without one.'),
    is_followed: z.boolean().describe('Whether the caller began it or wrote in it.'),
    unread_count: z.int().describe('Unread replies of a followed thread, counted up to 1,000; else 0.'),
  })
  .describe('The replies to a message of a room, in numbers.');
export type WireThread = z.infer<typeof WireThread>;

export const WireThreadPage = z
  .object({
    thread: WireThread,
    root: WireMessage.nullable().describe('The message that began it; null when it is deleted.'),
    messages: z.array(WireMessage).max(100).describe('The replies of the page, oldest first.'),
    more: z.boolean().describe('Whether there are earlier replies.'),
  })
  .describe('A thread with a page of its replies.');
export type WireThreadPage = z.infer<typeof WireThreadPage>;

export const WireInviteLink = z
  .object({
    id: z.int().describe('Id of the link.'),
    created_by: userId.describe('Id of the user who created it.'),
    created_by_username: username.describe('User name of this user.'),
    created_at: timestamp('When it was created.'),
    expires_at: timestamp('When it ends.'),
    max_uses: z.int().nullable().describe('How many people may join by it; null for any number.'),
    uses: z.int().describe('How many people have joined by it.'),
  })
  .describe('An invite link of a room, without its code.');
export type WireInviteLink = z.infer<typeof WireInviteLink>;

export const WireNewInviteLink = WireInviteLink.extend({
  code: z.string().describe('Code of the link, 22 characters. It is not shown again.'),
}).describe('A new invite link of a room, with its code.');
export type WireNewInviteLink = z.infer<typeof WireNewInviteLink>;

export const WireInvitingRoom = z
  .object({
    id: z.string().describe('Id of the room.'),
    name: z.string().describe('Name of the room.'),
    description: z.string().nullable().describe('Description, or null.'),
    member_count: z.int().describe('Number of members.'),
    is_member: z.boolean().describe('Whether the caller is a member.'),
  })
  .describe('What an invite link shows of its room.');
export type WireInvitingRoom = z.infer<typeof WireInvitingRoom>;

export const WireNamedUser = z.object({ user_id: userId.describe('Id of the user.'), username });

export const WireSanction = z
  .object({
    id: z.int().describe('Id of the sanction.'),
    kind: z.string().describe('`ban`, `mute` or `kick`.'),
    room_id: z.string().describe('Id of the room.'),
    user_id: userId.describe('Id of the sanctioned user.'),
    username,
    reason: z.string().describe('Reason given by the moderator; may be empty.'),
    duration: z.string().describe('`permanent`, `1h`, `24h` or `7d`.'),
    until: nullableTimestamp('When the sanction ends; null for a permanent one.'),
    moderator_id: userId.describe('Id of the moderator; 0 is the platform.'),
    created_at: timestamp('When the sanction was imposed.'),
  })
  .describe('A ban, mute or kick of a user in a room.');
export type WireSanction = z.infer<typeof WireSanction>;

export const WireVersion = z
  .object({
    content: z.string().describe('Text of this version.'),
    change: z.string().describe('What replaced it: `edited` or `deleted`.'),
    changed_at: timestamp('When it was replaced.'),
    changed_by: userId.describe('Id of the user who replaced it; 0 is the platform.'),
  })
  .describe('An earlier version of a message.');
export type WireVersion = z.infer<typeof WireVersion>;

export const WireAuditLine = z
  .object({
    id: z.int().describe('Id of the entry.'),
    moderator_id: userId.describe('Id of the moderator; 0 is the platform.'),
    action: z.string().describe('The action, for example `ban`.'),
    room_id: z.string().nullable().describe('Id of the room concerned, or null.'),
    user_id: userId.nullable().describe('Id of the user concerned, or null.'),
    subject: z.string().nullable().describe('Other object of the action, for example `message:12`, or null.'),
    reason: z.string().describe('Reason; may be empty.'),
    at: timestamp('When the action was taken.'),
  })
  .describe('An entry of the moderation audit log.');
export type WireAuditLine = z.infer<typeof WireAuditLine>;

const WireContextMessage = z.object({
  id: z.int().describe('Id of the message.'),
  user_id: userId.describe('Id of the author.'),
  content: z.string().describe('Text of the message.'),
  created_at: timestamp('When the message was sent.'),
});

const WireReportedThing = z
  .object({
    kind: ThingKind,
    id: z.int().describe('Id of the thing.'),
    title: z.string().describe('Its title or name, or the title of the track of a comment.'),
    text: z.string().describe('Its words, at most 2,000 characters; may be empty.'),
    track_id: z.int().nullable().describe('Id of the track of a comment, or null.'),
  })
  .describe('A thing as it was when it was reported.');

export const WireReport = z
  .object({
    id: z.int().describe('Id of the report.'),
    kind: ReportKind.describe('What was reported.'),
    message_id: z.int().nullable().describe('Id of the reported message, or null.'),
    room_id: z.string().nullable().describe('Id of the room of the message, or null.'),
    thing: WireReportedThing.nullable().describe('The reported thing; null for messages and users.'),
    reporters: z.int().describe('Number of users with a report of the same thing.'),
    user_id: userId.describe('Id of the author of the message, of the owner of the thing, or of the reported user.'),
    reporter_id: userId.describe('Id of the user who reported it.'),
    reason: z.string().describe('Reason chosen by the reporter.'),
    details: z.string().describe('Details given by the reporter; may be empty.'),
    content: z.string().describe('Text of the message or of the thing at the time of the report; empty for a user.'),
    context: z
      .array(WireContextMessage)
      .describe(
        'Messages around the reported one, or the last ones between the reporter and the reported user. Empty for a thing.',
      ),
    status: z.string().describe('`open`, `dismissed` or `actioned`.'),
    resolution: z.string().nullable().describe('Note of the moderator on the decision, or null.'),
    created_at: timestamp('When it was reported.'),
  })
  .describe('A report of a message, of a user or of a thing.');
export type WireReport = z.infer<typeof WireReport>;
