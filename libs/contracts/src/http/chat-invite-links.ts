import { z } from 'zod';
import { CreateInviteLink, InviteCode, MOST_INVITE_LINKS } from '../chat/index.js';
import { RoomParam } from './chat-parameters.js';
import { WireInviteLink, WireInvitingRoom, WireNewInviteLink, WireRoom } from './chat-shapes.js';
import { http, IdParam } from './route.js';
import { created, noContent, ok } from './successes.js';

const call = { tag: 'Chat', access: 'user' } as const;
const governed = { ...call, params: RoomParam, errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'] } as const;

const LinkBody = z
  .strictObject({ max_uses: CreateInviteLink.shape.maxUses, hours: CreateInviteLink.shape.hours })
  .transform(({ max_uses, hours }) => ({ maxUses: max_uses, hours }));
const CodeBody = z.strictObject({ code: InviteCode });

export const inviteLinkRoutes = {
  listInviteLinks: http('GET', '/chat/rooms/:id/invite-links', {
    ...governed,
    id: 'listInviteLinks',
    permission: 'chat.inviteLinks.list',
    summary: 'List the invite links of a room',
    description: `For the owner and the moderators of the room. Those in force, at most ${MOST_INVITE_LINKS}, without their codes.`,
    success: ok('The links, the latest first.', z.array(WireInviteLink).max(MOST_INVITE_LINKS)),
  }),
  createInviteLink: http('POST', '/chat/rooms/:id/invite-links', {
    ...governed,
    id: 'createInviteLink',
    permission: 'chat.inviteLinks.create',
    summary: 'Create an invite link of a room',
    description:
      'For the owner and the moderators of the room. Only this response has the code; the page of the web client is ' +
      `\`/app/join#<code>\`. A room has at most ${MOST_INVITE_LINKS} links in force (409). A link ends early when its creator no longer ` +
      'governs the room.',
    body: LinkBody,
    success: created('The link, with its code.', WireNewInviteLink),
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED', 'CONFLICT'],
    idempotencyKey: false,
  }),
  revokeInviteLink: http('DELETE', '/chat/rooms/:id/invite-links/:linkId', {
    ...governed,
    id: 'revokeInviteLink',
    permission: 'chat.inviteLinks.revoke',
    summary: 'Revoke an invite link of a room',
    description: 'For the owner and the moderators of the room.',
    params: RoomParam.extend({ linkId: IdParam.shape.id.describe('Id of the link.') }),
    success: noContent('The link is not valid any more.'),
  }),
  lookUpInviteLink: http('POST', '/chat/invite-links/look-up', {
    ...call,
    id: 'lookUpInviteLink',
    permission: 'chat.inviteLinks.lookUp',
    summary: 'Get the room of an invite link',
    description: 'A link that does not exist or has ended is `NOT_FOUND`. A person tries 20 codes a minute.',
    body: CodeBody,
    success: ok('What the link shows of its room.', WireInvitingRoom),
    errors: ['NOT_FOUND', 'BANNED'],
    idempotencyKey: false,
  }),
  joinByInviteLink: http('POST', '/chat/invite-links/join', {
    ...call,
    id: 'joinByInviteLink',
    permission: 'chat.inviteLinks.join',
    summary: 'Join a room by an invite link',
    description:
      'For people: a bot joins by no link. Who is banned from the room does not join. A member takes no use of the link.',
    body: CodeBody,
    success: ok('The room.', WireRoom),
    errors: ['NOT_FOUND', 'FORBIDDEN', 'BANNED', 'ROOM_FULL'],
    idempotencyKey: false,
  }),
};
