import { vezaV1Frames } from '@veza/contracts';
import { type Dialect, decodeWith, echoing, isObject, malformed, readerOf, type Readers } from './dialect.js';
import { draftOf, readIntent, sendOrReact } from './drafts.js';
import { encoders } from './veza-v1.encode.js';

const wire = vezaV1Frames.receives;

const readers: Readers = {
  auth: readerOf(wire.auth, ({ token }) => ({ name: 'authenticate', input: { token } })),
  ping: readerOf(wire.ping, () => ({ name: 'ping', input: {} })),
  join_room: readerOf(wire.join_room, ({ room_id, since }) => ({ name: 'join', input: { room: room_id, since } })),
  leave_room: readerOf(wire.leave_room, ({ room_id }) => ({ name: 'leave', input: { room: room_id } })),
  message: readerOf(wire.message, (fields) => {
    const attached = (fields.attachments ?? []).map((each) => (typeof each === 'string' ? each : each.url));
    const mediaUrls = [...(fields.media_url === undefined ? [] : [fields.media_url]), ...attached];
    const draft = draftOf(fields, { mentions: fields.mentions, mediaUrls });
    return sendOrReact(draft, () => {
      if (fields.is_private) {
        if (fields.recipient_id === undefined) throw malformed('recipient_id: is required for a private message');
        return { name: 'sendDirect', input: { ...draft, userId: fields.recipient_id } };
      }
      if (fields.room_id === undefined) throw malformed('room_id: is missing');
      return { name: 'send', input: { ...draft, room: fields.room_id } };
    });
  }),
  remove_reaction: readerOf(wire.remove_reaction, ({ message_id, content }) => ({
    name: 'unreact',
    input: { id: message_id, emoji: content },
  })),
  edit_message: readerOf(wire.edit_message, ({ message_id, content }) => ({ name: 'edit', input: { id: message_id, content } })),
  delete_message: readerOf(wire.delete_message, ({ message_id }) => ({ name: 'remove', input: { id: message_id } })),
  read_receipt: readerOf(wire.read_receipt, ({ message_id, room_id, user_id }) => readIntent(message_id, room_id, user_id)),
  typing_start: readerOf(wire.typing_start, ({ room_id }) => ({ name: 'typing', input: { room: room_id, on: true } })),
  typing_stop: readerOf(wire.typing_stop, ({ room_id }) => ({ name: 'typing', input: { room: room_id, on: false } })),
  room_history: readerOf(wire.room_history, ({ room_id, ...page }) => ({ name: 'history', input: { room: room_id, ...page } })),
  dm_history: readerOf(wire.dm_history, ({ user_id, ...page }) => ({
    name: 'directHistory',
    input: { userId: user_id, ...page },
  })),
  report_message: readerOf(wire.report_message, ({ message_id, reason, details }) => ({
    name: 'report',
    input: { id: message_id, reason, details },
  })),
  sync: readerOf(wire.sync, (input) => ({ name: 'sync', input })),
  file_upload: readerOf(wire.file_upload, ({ room_id, filename, mime_type, size, voice }) => ({
    name: 'upload',
    input: { room: room_id, filename, mimeType: mime_type, size, isVoice: voice ?? false },
  })),
  message_batch: readerOf(wire.message_batch, ({ messages }) => ({ name: 'batch', input: { frames: messages } })),
};

/** `{type, id, timestamp, data, metadata}`: the `id` of a frame is the client's id of the command, and of a message that it sends. */
export const vezaV1: Dialect = {
  name: 'veza.v1',
  confirmsUrlToken: true,
  shutdownMode: 'close',
  decode(frame) {
    if (!isObject(frame)) return { bad: { error: malformed('The frame must be a JSON object') } };
    return decodeWith(readers, frame.type, frame.data ?? {}, { name: 'id', value: frame.id });
  },
  encode: echoing(encoders, (frame, id) => ({ ...frame, id })),
  isPersonal: () => false,
};
