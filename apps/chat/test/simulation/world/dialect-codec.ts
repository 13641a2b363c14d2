import { directRoom } from '../../../src/protocol/log-event.js';
import type { LogEvent } from '../../../src/protocol/log-event.js';
import { dialectNamed } from '../../../src/protocol/dialects/index.js';
import type { Dialect } from '../../../src/protocol/dialects/index.js';
import type { ChatDialect } from '../../test-client.js';

type Fields = Record<string, unknown>;
type TypedFields = [type: string, fields: Fields];

/** A decoded frame, independent of its dialect. */
export type DecodedFrame =
  | { is: 'event'; room: string; seq: number; kind: LogEvent['kind']; id: number; userId: number; text: string; ref: string }
  | { is: 'joined'; room: string; lastSeq: number; truncated: boolean; reset: boolean }
  | { is: 'left'; room: string }
  | { is: 'ack'; ref: string; id: number; seq: number; duplicate: boolean }
  | { is: 'error'; ref: string }
  | { is: 'synced'; rooms: Record<string, number> }
  | { is: 'token'; token: string }
  | { is: 'notResumed' }
  /** A token that was sent on this connection counts. */
  | { is: 'renewed' }
  | { is: 'banned'; room: string; userId: number };

export type EventFrame = Extract<DecodedFrame, { is: 'event' }>;
export type AckFrame = Extract<DecodedFrame, { is: 'ack' }>;

/** The commands of a simulated client whose frames differ between the chat dialects. */
interface ClientFrames {
  join(room: string, since?: number): TypedFields;
  leave(room: string): TypedFields;
  message(room: string, content: string): TypedFields;
  direct(to: number, content: string): TypedFields;
}

const FRAMES: Readonly<Record<ChatDialect, ClientFrames>> = {
  'veza.v1': {
    join: (room, since) => ['join_room', { room_id: room, since }],
    leave: (room) => ['leave_room', { room_id: room }],
    message: (room, content) => ['message', { room_id: room, content, message_type: 'text' }],
    direct: (to, content) => ['message', { recipient_id: String(to), content, is_private: true, message_type: 'text' }],
  },
  'veza.chat': {
    join: (room, since) => ['join_room', { room, since }],
    leave: (room) => ['leave_room', { room }],
    message: (room, content) => ['room_message', { room, content, message_type: 'text' }],
    direct: (to, content) => ['direct_message', { to_user_id: to, content, message_type: 'text' }],
  },
  'veza.flat': {
    join: (room, since) => ['join', { room, since }],
    leave: (room) => ['leave', { room }],
    message: (room, content) => ['message', { room, content }],
    direct: (to, content) => ['dm', { to, content }],
  },
};

const EVENTS: Readonly<Record<string, LogEvent['kind']>> = {
  message_received: 'message',
  private_message: 'message',
  room_message: 'message',
  direct_message: 'message',
  message: 'message',
  dm: 'message',
  message_edited: 'edited',
  message_deleted: 'deleted',
  reaction: 'reacted',
  reaction_removed: 'unreacted',
};
/** The id of a frame that renews the token. */
export const RENEWAL = 'auth';
const JOINED = new Set(['room_joined', 'join_room_ack', 'join_ack']);
const LEFT = new Set(['room_left', 'leave_room_ack', 'leave_ack']);

/** Encodes the commands of a client in one dialect, and decodes the frames of the server. */
export class DialectCodec {
  readonly dialect: Dialect;
  private readonly frames: ClientFrames;

  constructor(private readonly name: ChatDialect) {
    const dialect = dialectNamed(name);
    if (!dialect) throw new Error(`There is no dialect ${name}`);
    this.dialect = dialect;
    this.frames = FRAMES[name];
  }

  join(room: string, since?: number): string {
    return this.frame(this.frames.join(room, since), `join ${room}`);
  }

  leave(room: string): string {
    return this.frame(this.frames.leave(room), `leave ${room}`);
  }

  message(room: string, content: string, ref: string): string {
    return this.frame(this.frames.message(room, content), ref);
  }

  direct(to: number, content: string, ref: string): string {
    return this.frame(this.frames.direct(to, content), ref);
  }

  sync(rooms: Record<string, number>, direct: Record<string, number>): string {
    return this.frame(['sync', { rooms, direct }], 'sync');
  }

  renew(token: string): string {
    return this.frame(['auth', { token }], RENEWAL);
  }

  edit(id: number, content: string): string {
    return this.frame(['edit_message', { message_id: this.idOf(id), content }], `edit ${id}`);
  }

  remove(id: number): string {
    return this.frame(['delete_message', { message_id: this.idOf(id) }], `delete ${id}`);
  }

  react(room: string, id: number, content: string): string {
    if (this.name === 'veza.flat') return this.frame(['reaction', { room, message_id: id, content }], `react ${id}`);
    const [type, fields] = this.frames.message(room, content);
    return this.frame([type, { ...fields, message_type: 'reaction', reply_to: this.idOf(id) }], `react ${id}`);
  }

  unreact(id: number, content: string): string {
    return this.frame(['remove_reaction', { message_id: this.idOf(id), content }], `unreact ${id}`);
  }

  /** Returns undefined for a frame that the simulation ignores. */
  decode(text: string): DecodedFrame | undefined {
    const frame: Fields = JSON.parse(text);
    const type = String(frame.type);
    const data = this.name === 'veza.flat' ? frame : Object(frame.data);
    const room = String(data.room_id ?? data.room);
    if (type in EVENTS && data.seq !== undefined) return eventOf(type, data);
    if (JOINED.has(type)) {
      const [truncated, reset] = [data.history_truncated === true, data.history_reset === true];
      return { is: 'joined', room, lastSeq: Number(data.last_seq), truncated, reset };
    }
    if (LEFT.has(type)) return { is: 'left', room };
    if (type === 'message_ack') {
      const [ref, id] = this.name === 'veza.v1' ? [data.id, data.message_id] : [data.client_id, data.id];
      return { is: 'ack', ref: String(ref), id: Number(id), seq: Number(data.seq), duplicate: data.duplicate === true };
    }
    const ref = String(this.name === 'veza.v1' ? frame.id : data.client_id);
    if (type === 'error') return { is: 'error', ref };
    if (type === 'auth_success' && ref === RENEWAL) return { is: 'renewed' };
    if (type === 'sync_done') return { is: 'synced', rooms: data.rooms };
    if (type === 'resume_token') return { is: 'token', token: String(data.token) };
    if (type === 'not_resumed') return { is: 'notResumed' };
    if (type === 'moderation_action' && data.action === 'user_banned')
      return { is: 'banned', room, userId: Number(data.user_id) };
    return undefined;
  }

  private idOf(id: number): string | number {
    return this.name === 'veza.v1' ? String(id) : id;
  }

  private frame([type, fields]: TypedFields, ref: string): string {
    if (this.name === 'veza.v1') return JSON.stringify({ type, id: ref, data: fields });
    if (this.name === 'veza.flat') return JSON.stringify({ type, ...fields, client_id: ref });
    return JSON.stringify({ type, data: { ...fields, client_id: ref } });
  }
}

/**
 * An event from the field names of all dialects. The room of a direct message follows from its sender and recipient.
 */
function eventOf(type: string, data: Fields): DecodedFrame {
  const kind = data.message_type === 'reaction' ? 'reacted' : (EVENTS[type] ?? 'message');
  const userId = Number(data.sender_id ?? data.from_user_id ?? data.user_id);
  const to = data.recipient_id ?? data.to_user_id ?? data.to;
  const room = to === undefined ? String(data.room_id ?? data.room) : directRoom(userId, Number(to));
  const id = Number(data.message_id ?? data.id);
  return { is: 'event', room, seq: Number(data.seq), kind, id, userId, text: String(data.content), ref: String(data.client_id) };
}
