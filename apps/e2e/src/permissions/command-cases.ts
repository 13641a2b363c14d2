import type { COMMAND_PERMISSIONS } from '@veza/contracts';
import { type TestUser, word } from '../test-users.js';
import { message, peer, room } from './chat-objects.js';
import type { CommandResult } from './command-socket.js';
import type { Exceptions, Visibility } from './expected.js';
import type { Objects } from './objects.js';

type CommandName = keyof typeof COMMAND_PERMISSIONS;

/** One row of the matrix: a valid command in the words of `veza.v1`, which every caller sends. */
export interface CommandCase {
  type: string;
  data: (objects: Objects, caller: TestUser | undefined) => Promise<object> | object;
  visibilities: readonly Visibility[];
  /** Members join the room on their connection first. */
  joins?: true;
  /** The command makes its caller a member or deletes its object, so each allowed command gets objects of its own. */
  uses?: 'own objects';
  /** Outcomes that the permission list does not state. */
  except?: Exceptions;
  /** The type of a reply that an allowed command gets. */
  reply?: string;
  /** For a command that leaves out what is refused, instead of an error. */
  isRefused?: (result: CommandResult, room: string) => boolean;
}

const BANNED: Exceptions = { banned: 'BANNED' };
/** The banned caller is no member, so that private messages do not exist for it. */
const BANNED_IN_PUBLIC: Exceptions = { 'banned, public': 'BANNED' };

const BOTH = ['public', 'private'] as const;
const NEITHER = ['public'] as const;

const inRoom = async (objects: Objects) => ({ room_id: await room(objects) });
const ofMessage =
  (more: object = {}) =>
  async (objects: Objects) => ({ message_id: String(await message(objects)), ...more });

export const COMMAND_CASES: Readonly<Record<CommandName, CommandCase>> = {
  authenticate: {
    type: 'auth',
    data: async ({ callers }, caller) => ({ token: (caller ?? (await callers.signedIn('stranger'))).accessToken }),
    visibilities: NEITHER,
    reply: 'auth_success',
  },
  ping: { type: 'ping', data: () => ({}), visibilities: NEITHER, reply: 'pong' },
  join: { type: 'join_room', data: inRoom, visibilities: BOTH, uses: 'own objects', reply: 'room_joined', except: BANNED },
  sync: {
    type: 'sync',
    data: async (objects) => ({ rooms: { [await room(objects)]: 0 }, direct: {} }),
    visibilities: BOTH,
    uses: 'own objects',
    reply: 'sync_done',
    except: { banned: 'FORBIDDEN' },
    isRefused: ({ frames }, id) =>
      !frames.some(({ type, data }) => type === 'sync_done' && JSON.stringify(data.rooms).includes(id)),
  },
  leave: { type: 'leave_room', data: inRoom, visibilities: BOTH, reply: 'room_left' },
  typing: { type: 'typing_start', data: inRoom, visibilities: BOTH, joins: true },
  send: {
    type: 'message',
    data: async (objects) => ({ ...(await inRoom(objects)), content: word(), message_type: 'text' }),
    visibilities: BOTH,
    joins: true,
    reply: 'message_ack',
    except: BANNED,
  },
  sendDirect: {
    type: 'message',
    data: async (objects) => ({
      recipient_id: String(await peer(objects)),
      content: word(),
      message_type: 'text',
      is_private: true,
    }),
    visibilities: NEITHER,
    reply: 'message_ack',
    except: { blocked: 'BLOCKED' },
  },
  edit: { type: 'edit_message', data: ofMessage({ content: 'another text' }), visibilities: BOTH, except: BANNED_IN_PUBLIC },
  remove: { type: 'delete_message', data: ofMessage(), visibilities: BOTH, uses: 'own objects', except: BANNED_IN_PUBLIC },
  react: {
    type: 'message',
    data: async (objects) => ({
      ...(await inRoom(objects)),
      content: '👍',
      message_type: 'reaction',
      reply_to: String(await message(objects)),
    }),
    visibilities: BOTH,
    except: BANNED_IN_PUBLIC,
  },
  unreact: { type: 'remove_reaction', data: ofMessage({ content: '👍' }), visibilities: BOTH, except: BANNED_IN_PUBLIC },
  read: { type: 'read_receipt', data: ofMessage(), visibilities: BOTH, except: BANNED_IN_PUBLIC },
  history: {
    type: 'room_history',
    data: async (objects) => ({ ...(await inRoom(objects)), limit: 10 }),
    visibilities: BOTH,
    except: BANNED,
    reply: 'message_history',
  },
  directHistory: {
    type: 'dm_history',
    data: async (objects) => ({ user_id: String(await peer(objects)), limit: 10 }),
    visibilities: NEITHER,
    reply: 'message_history',
  },
  report: {
    type: 'report_message',
    data: ofMessage({ reason: 'spam' }),
    visibilities: BOTH,
    reply: 'report_received',
    except: BANNED_IN_PUBLIC,
  },
  upload: {
    type: 'file_upload',
    data: async (objects) => ({
      ...(await inRoom(objects)),
      filename: 'oud.wav',
      mime_type: 'audio/wav',
      size: 1_000,
    }),
    visibilities: BOTH,
    reply: 'file_upload_ready',
    except: BANNED,
  },
};
