import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { RoomRef, UserId } from './fields.js';
import { RoomView } from './rooms.js';

/** Invite links of a room in force at most. */
export const MOST_INVITE_LINKS = 20;

const LinkId = z.int().min(1).max(2_147_483_647);

/** 128 random bits. */
export const InviteCode = z
  .string()
  .regex(/^[\w-]{22}$/, 'must be the code of an invite link')
  .describe('Code of the invite link, 22 characters.');

export const CreateInviteLink = z.strictObject({
  room: RoomRef,
  maxUses: z
    .int()
    .min(1)
    .max(10_000)
    .nullable()
    .default(null)
    .describe('How many people may join by it, 1 to 10,000; null for any number.'),
  hours: z.int().min(1).max(8_760).default(168).describe('Hours until it ends, 1 to 8,760 (a year).'),
});
export type CreateInviteLink = z.infer<typeof CreateInviteLink>;

/** Without its code, which only its creator has seen. */
export const InviteLinkView = z.object({
  id: LinkId,
  createdBy: UserId,
  username: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  maxUses: z.int().nullable(),
  uses: z.int(),
});
export type InviteLinkView = z.infer<typeof InviteLinkView>;

export const NewInviteLink = InviteLinkView.extend({ code: InviteCode });
export type NewInviteLink = z.infer<typeof NewInviteLink>;

/** What a link shows of its room before a person joins. */
export const InvitingRoom = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  memberCount: z.int(),
  isMember: z.boolean(),
});
export type InvitingRoom = z.infer<typeof InvitingRoom>;

const Code = z.strictObject({ code: InviteCode });

/**
 * Links by which people join a room. One ends by its time, by its uses, when it is revoked, and when its creator no longer
 * governs the room.
 */
export const inviteLinks = {
  list: rpc('chat.inviteLinks.list', {
    permission: 'chat.inviteLinks.list',
    summary: `List the invite links of a room that are in force, the latest first, at most ${MOST_INVITE_LINKS}`,
    request: z.strictObject({ room: RoomRef }),
    reply: z.array(InviteLinkView).max(MOST_INVITE_LINKS),
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    idempotent: true,
  }),
  create: rpc('chat.inviteLinks.create', {
    permission: 'chat.inviteLinks.create',
    summary: 'Create an invite link of a room (owner and moderators of the room); the reply alone has its code',
    request: CreateInviteLink,
    reply: NewInviteLink,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED', 'CONFLICT', 'RATE_LIMITED'],
  }),
  revoke: rpc('chat.inviteLinks.revoke', {
    permission: 'chat.inviteLinks.revoke',
    summary: 'Revoke an invite link of a room (owner and moderators of the room)',
    request: z.strictObject({ room: RoomRef, id: LinkId }),
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED', 'RATE_LIMITED'],
    idempotent: true,
  }),
  lookUp: rpc('chat.inviteLinks.lookUp', {
    permission: 'chat.inviteLinks.lookUp',
    summary: 'Get the room of an invite link',
    request: Code,
    reply: InvitingRoom,
    errors: ['NOT_FOUND', 'BANNED', 'RATE_LIMITED'],
    idempotent: true,
  }),
  join: rpc('chat.inviteLinks.join', {
    permission: 'chat.inviteLinks.join',
    summary: 'Become a member of the room of an invite link; of a member it takes no use',
    request: Code,
    reply: RoomView,
    errors: ['NOT_FOUND', 'FORBIDDEN', 'BANNED', 'ROOM_FULL', 'RATE_LIMITED'],
  }),
};
