import { vezaFlatFrames } from '@veza/contracts';
import { peopleOf } from '../log-event.js';
import { type Dialect, decodeWith, encodeWith, isObject, malformed, reads, refOf, type Readers } from './dialect.js';
import { draftOf, readIntent, sendOrReact } from './drafts.js';
import { encoders } from './veza-flat.encode.js';

const wire = vezaFlatFrames.receives;

function named({ message_id, messageId }: { message_id?: number; messageId?: number }): number {
  const id = message_id ?? messageId;
  if (id === undefined) throw malformed('message_id: is missing');
  return id;
}

const readers: Readers = {
  auth: reads(wire.auth, ({ token }) => ({ name: 'authenticate', input: { token } })),
  ping: reads(wire.ping, () => ({ name: 'ping', input: {} })),
  join: reads(wire.join, ({ room, since }) => ({ name: 'join', input: { room, since } })),
  leave: reads(wire.leave, ({ room }) => ({ name: 'leave', input: { room } })),
  message: reads(wire.message, ({ room, ...fields }) => {
    const draft = draftOf(fields);
    return sendOrReact(draft, () => ({ name: 'send', input: { ...draft, room } }));
  }),
  dm: reads(wire.dm, ({ to, ...fields }) => {
    const draft = draftOf(fields);
    return sendOrReact(draft, () => ({ name: 'sendDirect', input: { ...draft, userId: to } }));
  }),
  reaction: reads(wire.reaction, ({ content, ...fields }) => ({ name: 'react', input: { id: named(fields), emoji: content } })),
  remove_reaction: reads(wire.remove_reaction, ({ content, ...fields }) => ({
    name: 'unreact',
    input: { id: named(fields), emoji: content },
  })),
  edit_message: reads(wire.edit_message, ({ content, ...fields }) => ({ name: 'edit', input: { id: named(fields), content } })),
  delete_message: reads(wire.delete_message, (fields) => ({ name: 'remove', input: { id: named(fields) } })),
  read_receipt: reads(wire.read_receipt, ({ room, user_id, ...fields }) => readIntent(named(fields), room, user_id)),
  typing: reads(wire.typing, ({ room, isTyping }) => ({ name: 'typing', input: { room, on: isTyping } })),
  room_history: reads(wire.room_history, ({ room, limit, offset, before }) => ({
    name: 'history',
    input: { room, limit, offset, before },
  })),
  dm_history: reads(wire.dm_history, ({ with: userId, limit, offset, before }) => ({
    name: 'directHistory',
    input: { userId, limit, offset, before },
  })),
  report_message: reads(wire.report_message, ({ reason, details, ...fields }) => ({
    name: 'report',
    input: { id: named(fields), reason, details },
  })),
  sync: reads(wire.sync, (input) => ({ name: 'sync', input })),
  file_upload: reads(wire.file_upload, ({ room, filename, mime_type, size }) => ({
    name: 'upload',
    input: { room, filename, mimeType: mime_type, size },
  })),
  message_batch: reads(wire.message_batch, ({ messages }) => ({ name: 'batch', input: { frames: messages } })),
};

/** `{type, ...fields}` without `data`: a command is named by its `client_id`. */
export const vezaFlat: Dialect = {
  name: 'veza.flat',
  greets: false,
  farewell: 'close',
  decode(frame) {
    if (!isObject(frame)) return { bad: { error: malformed('A frame is a JSON object') } };
    return decodeWith(readers, frame.type, frame, refOf(frame.client_id));
  },
  encode: (event, viewer) => encodeWith(encoders, event, viewer),
  // A direct message is filed under `from`, which names the other person: another one for each of the two.
  isPersonal: (event) => 'room' in event && event.room !== undefined && peopleOf(event.room) !== undefined,
};
