import { vezaFlatFrames } from '@veza/contracts';
import { directMembers } from '../log-event.js';
import { type Dialect, decodeWith, echoing, isObject, malformed, readerOf, type Readers } from './dialect.js';
import { draftOf, readIntent, sendOrReact } from './drafts.js';
import { encoders } from './veza-flat.encode.js';

const wire = vezaFlatFrames.receives;

function messageIdOf({ message_id, messageId }: { message_id?: number; messageId?: number }): number {
  const id = message_id ?? messageId;
  if (id === undefined) throw malformed('message_id: is missing');
  return id;
}

const readers: Readers = {
  auth: readerOf(wire.auth, ({ token }) => ({ name: 'authenticate', input: { token } })),
  ping: readerOf(wire.ping, () => ({ name: 'ping', input: {} })),
  join: readerOf(wire.join, ({ room, since }) => ({ name: 'join', input: { room, since } })),
  leave: readerOf(wire.leave, ({ room }) => ({ name: 'leave', input: { room } })),
  message: readerOf(wire.message, ({ room, ...fields }) => {
    const draft = draftOf(fields);
    return sendOrReact(draft, () => ({ name: 'send', input: { ...draft, room } }));
  }),
  dm: readerOf(wire.dm, ({ to, ...fields }) => {
    const draft = draftOf(fields);
    return sendOrReact(draft, () => ({ name: 'sendDirect', input: { ...draft, userId: to } }));
  }),
  reaction: readerOf(wire.reaction, ({ content, ...fields }) => ({
    name: 'react',
    input: { id: messageIdOf(fields), emoji: content },
  })),
  remove_reaction: readerOf(wire.remove_reaction, ({ content, ...fields }) => ({
    name: 'unreact',
    input: { id: messageIdOf(fields), emoji: content },
  })),
  edit_message: readerOf(wire.edit_message, ({ content, ...fields }) => ({
    name: 'edit',
    input: { id: messageIdOf(fields), content },
  })),
  delete_message: readerOf(wire.delete_message, (fields) => ({ name: 'remove', input: { id: messageIdOf(fields) } })),
  read_receipt: readerOf(wire.read_receipt, ({ room, user_id, ...fields }) => readIntent(messageIdOf(fields), room, user_id)),
  typing: readerOf(wire.typing, ({ room, isTyping }) => ({ name: 'typing', input: { room, on: isTyping } })),
  room_history: readerOf(wire.room_history, ({ room, limit, offset, before }) => ({
    name: 'history',
    input: { room, limit, offset, before },
  })),
  dm_history: readerOf(wire.dm_history, ({ with: userId, limit, offset, before }) => ({
    name: 'directHistory',
    input: { userId, limit, offset, before },
  })),
  report_message: readerOf(wire.report_message, ({ reason, details, ...fields }) => ({
    name: 'report',
    input: { id: messageIdOf(fields), reason, details },
  })),
  sync: readerOf(wire.sync, (input) => ({ name: 'sync', input })),
  file_upload: readerOf(wire.file_upload, ({ room, filename, mime_type, size, voice }) => ({
    name: 'upload',
    input: { room, filename, mimeType: mime_type, size, isVoice: voice ?? false },
  })),
  message_batch: readerOf(wire.message_batch, ({ messages }) => ({ name: 'batch', input: { frames: messages } })),
};

/** `{type, ...fields}` without `data`: the client's id of a command is `client_id`. */
export const vezaFlat: Dialect = {
  name: 'veza.flat',
  confirmsUrlToken: false,
  shutdownMode: 'close',
  decode(frame) {
    if (!isObject(frame)) return { bad: { error: malformed('The frame must be a JSON object') } };
    return decodeWith(readers, frame.type, frame, { name: 'client_id', value: frame.client_id });
  },
  encode: echoing(encoders, (frame, client_id) => ({ ...frame, client_id })),
  // `from` of a direct message names the other user, so it differs between the two receivers.
  isPersonal: (event) => 'room' in event && event.room !== undefined && directMembers(event.room) !== undefined,
};
