import { word } from '../test-users.js';
import {
  fileBytes,
  fileToken,
  inviteLink,
  message,
  newUploadToken,
  peer,
  productOfAnother,
  report,
  room,
} from './chat-objects.js';
import { track } from './store-objects.js';
import type { CaseRequest, HttpCase, HttpCases } from './http-case.js';
import type { Objects } from './objects.js';

const plain: HttpCase = {};

const BANNED: HttpCase = { except: { banned: 'BANNED' } };

/** Calls about a room are tried on a public and on a private one. */
const inRoom = (json?: (objects: Objects) => Promise<object>, more: HttpCase = {}): HttpCase => ({
  visibilities: ['public', 'private'],
  request: async (objects) => ({ params: { id: await room(objects) }, ...(json && { json: await json(objects) }) }),
  ...more,
});
const onMember = async (objects: Objects): Promise<CaseRequest> => ({
  params: { id: await room(objects), userId: await peer(objects) },
});
const onMessage = async (objects: Objects): Promise<CaseRequest> => ({
  params: { id: await room(objects), messageId: await message(objects) },
});
const withPeer: HttpCase = { request: async (objects) => ({ params: { userId: await peer(objects) } }) };

export const CHAT_CASES: HttpCases = {
  listRooms: plain,
  createRoom: plain,
  createGroup: { request: async (objects) => ({ json: { user_ids: [await peer(objects)] } }) },
  getRoom: inRoom(undefined, BANNED),
  updateRoom: inRoom(() => Promise.resolve({ description: word() })),
  deleteRoom: inRoom(undefined, { uses: 'own objects' }),
  roomMessages: inRoom(undefined, BANNED),
  deleteRoomMessage: {
    request: onMessage,
    visibilities: ['public', 'private'],
    uses: 'own objects',
    except: { 'banned, public': 'BANNED' },
  },
  listInviteLinks: inRoom(),
  /** In rooms of their own: a room has few links. */
  createInviteLink: inRoom(() => Promise.resolve({}), { uses: 'own objects' }),
  revokeInviteLink: {
    request: async (objects) => ({ params: { id: await room(objects), linkId: (await inviteLink(objects)).id } }),
    visibilities: ['public', 'private'],
    uses: 'own objects',
  },
  lookUpInviteLink: {
    request: async (objects) => ({ json: { code: (await inviteLink(objects)).code } }),
    visibilities: ['public', 'private'],
    ...BANNED,
  },
  joinByInviteLink: {
    request: async (objects) => ({ json: { code: (await inviteLink(objects)).code } }),
    visibilities: ['public', 'private'],
    uses: 'own objects',
    ...BANNED,
  },
  listPins: inRoom(undefined, BANNED),
  pinMessage: { request: onMessage, visibilities: ['public', 'private'] },
  unpinMessage: { request: onMessage, visibilities: ['public', 'private'] },
  listThreads: {
    visibilities: ['public', 'private'],
    request: async (objects) => ({
      params: { id: await room(objects) },
      query: { messages: String(await message(objects)) },
    }),
    ...BANNED,
  },
  getThread: { request: onMessage, visibilities: ['public', 'private'], ...BANNED },
  markThreadRead: {
    request: async (objects) => ({ ...(await onMessage(objects)), json: { seq: 1 } }),
    visibilities: ['public', 'private'],
    ...BANNED,
  },
  listSavedMessages: plain,
  saveMessage: {
    request: async (objects) => ({ params: { messageId: await message(objects) } }),
    except: { 'banned, public': 'NOT_FOUND' },
  },
  unsaveMessage: { request: async (objects) => ({ params: { messageId: await message(objects) } }) },
  markRoomRead: inRoom(() => Promise.resolve({ seq: 0 }), BANNED),
  setRoomNotifications: inRoom(() => Promise.resolve({ level: 'mentions' }), BANNED),
  roomOnline: inRoom(undefined, BANNED),
  roomMembers: inRoom(undefined, BANNED),
  inviteMember: inRoom(async (objects) => ({ user_id: await peer(objects) }), BANNED),
  leaveRoom: inRoom(undefined, { uses: 'own objects' }),
  setMemberRole: {
    request: async (objects) => ({
      params: { id: await room(objects), userId: (await objects.callers.signedIn('member')).id },
      json: { role: 'moderator' },
    }),
    visibilities: ['public', 'private'],
    uses: 'own objects',
  },
  handOverRoom: inRoom(async (objects) => ({ user_id: (await objects.callers.signedIn('member')).id }), { uses: 'own objects' }),
  dismissMember: { request: onMember, visibilities: ['public', 'private'] },

  listBans: inRoom(),
  /** In rooms of their own: a lower rank does not replace the mute of a higher one. */
  banMember: inRoom(async (objects) => ({ user_id: await peer(objects), kind: 'mute', duration: '1h' }), {
    uses: 'own objects',
  }),
  unbanMember: { request: onMember, visibilities: ['public', 'private'] },
  reportPerson: { request: async (objects) => ({ json: { user_id: await peer(objects), reason: 'spam' } }) },
  /** The owner reports a thing of another person. */
  reportThing: {
    request: async (objects, caller) => {
      const isOwner = caller?.id === (await objects.callers.signedIn('owner')).id;
      const thing = isOwner
        ? { kind: 'product', id: await productOfAnother(objects) }
        : { kind: 'track', id: await track(objects) };
      return { json: { ...thing, reason: 'spam' } };
    },
  },
  getLinkPreview: { request: () => ({ query: { url: 'https://pages.invalid/page' } }) },
  listReports: plain,
  resolveReport: {
    request: async (objects) => ({ params: { id: await report(objects) } }),
    uses: 'own objects',
  },
  messageVersions: {
    request: async (objects) => ({ params: { id: await message(objects) } }),
    visibilities: ['public', 'private'],
  },
  moderationAudit: plain,

  directMessages: withPeer,
  markDirectRead: withPeer,
  conversations: plain,
  searchMessages: { request: () => ({ query: { q: 'oud' } }) },
  listBlocks: plain,
  block: withPeer,
  unblock: withPeer,

  uploadChatFile: {
    request: async (objects) => ({ query: { token: await newUploadToken(objects) }, body: fileBytes() }),
  },
  downloadChatFile: { request: async (objects) => ({ query: { token: await fileToken(objects) } }) },
};
