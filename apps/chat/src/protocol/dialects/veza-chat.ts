import { vezaChatFrames } from '@veza/contracts';
import { type Dialect, decodeWith, echoing, isObject, malformed, readerOf, type Readers } from './dialect.js';
import { draftOf, readIntent, sendOrReact } from './drafts.js';
import { encoders } from './veza-chat.encode.js';

const wire = vezaChatFrames.receives;

const readers: Readers = {
  auth: readerOf(wire.auth, ({ token }) => ({ name: 'authenticate', input: { token } })),
  ping: readerOf(wire.ping, () => ({ name: 'ping', input: {} })),
  join_room: readerOf(wire.join_room, ({ room, since }) => ({ name: 'join', input: { room, since } })),
  leave_room: readerOf(wire.leave_room, ({ room }) => ({ name: 'leave', input: { room } })),
  room_message: readerOf(wire.room_message, ({ room, ...fields }) => {
    const draft = draftOf(fields);
    return sendOrReact(draft, () => ({ name: 'send', input: { ...draft, room } }));
  }),
  direct_message: readerOf(wire.direct_message, ({ to_user_id, ...fields }) => {
    const draft = draftOf(fields);
    return sendOrReact(draft, () => ({ name: 'sendDirect', input: { ...draft, userId: to_user_id } }));
  }),
  remove_reaction: readerOf(wire.remove_reaction, ({ message_id, content }) => ({
    name: 'unreact',
    input: { id: message_id, emoji: content },
  })),
  edit_message: readerOf(wire.edit_message, ({ message_id, content }) => ({ name: 'edit', input: { id: message_id, content } })),
  delete_message: readerOf(wire.delete_message, ({ message_id }) => ({ name: 'remove', input: { id: message_id } })),
  read_receipt: readerOf(wire.read_receipt, ({ message_id, room, user_id }) => readIntent(message_id, room, user_id)),
  typing: readerOf(wire.typing, ({ room, is_typing }) => ({ name: 'typing', input: { room, on: is_typing } })),
  room_history: readerOf(wire.room_history, ({ room, limit, offset, before }) => ({
    name: 'history',
    input: { room, limit, offset, before },
  })),
  dm_history: readerOf(wire.dm_history, ({ with_user, limit, offset, before }) => ({
    name: 'directHistory',
    input: { userId: with_user, limit, offset, before },
  })),
  report_message: readerOf(wire.report_message, ({ message_id, reason, details }) => ({
    name: 'report',
    input: { id: message_id, reason, details },
  })),
  sync: readerOf(wire.sync, (input) => ({ name: 'sync', input })),
  file_upload: readerOf(wire.file_upload, ({ room, filename, mime_type, size, voice }) => ({
    name: 'upload',
    input: { room, filename, mimeType: mime_type, size, isVoice: voice ?? false },
  })),
  message_batch: readerOf(wire.message_batch, ({ messages }) => ({ name: 'batch', input: { frames: messages } })),
};

/** `{type, data, timestamp, user_id?}`: the client's id of a command is `client_id` within `data`. */
export const vezaChat: Dialect = {
  name: 'veza.chat',
  confirmsUrlToken: false,
  shutdownMode: 'close',
  decode(frame) {
    if (!isObject(frame)) return { bad: { error: malformed('The frame must be a JSON object') } };
    const fields = frame.data ?? {};
    return decodeWith(readers, frame.type, fields, {
      name: 'client_id',
      value: isObject(fields) ? fields.client_id : undefined,
    });
  },
  encode: echoing(encoders, (frame, client_id) => ({ ...frame, data: { ...Object(frame.data), client_id } })),
  isPersonal: () => false,
};
