import { novaV1Frames } from '@veza/contracts';
import type { OutgoingEvent } from '../outgoing.types.js';
import { type Dialect, decodeWith, type Frame, isObject, iso, malformed, readerOf, type Readers } from './dialect.js';
import { wireError } from './error-codes.js';
import type { Viewer } from '../identity.js';

// Wall clock: the time of a frame, for the client.

const wire = novaV1Frames.receives;

const readers: Readers = {
  auth: readerOf(wire.auth, ({ token }) => ({ name: 'authenticate', input: { token } })),
  ping: readerOf(wire.ping, () => ({ name: 'ping', input: {} })),
};

const frame = (type: string, data: object, at = Date.now()): Frame => ({ type, data, timestamp: iso(at) });

const place = ({ cabinetId, seq }: { cabinetId: string; seq: number }, viewer?: Viewer) => ({
  userId: viewer && String(viewer.userId),
  cabinetId,
  seq,
});

function encode(event: OutgoingEvent, viewer?: Viewer): Frame | undefined {
  switch (event.kind) {
    case 'authenticated':
      return viewer && frame('auth_success', { userId: String(viewer.userId), username: viewer.username });
    case 'refused':
      return frame('error', { code: 'AUTH_FAILED', message: event.message });
    case 'expiring':
      return frame('auth_expiring', { in_ms: event.inMs });
    case 'notified':
      return { ...frame('notification', event.notification), ...place(event, viewer) };
    case 'appointment':
      return { ...frame('appointment_updated', event.appointment), ...place(event, viewer) };
    case 'caughtUp':
      return frame(event.complete ? 'resumed' : 'resync', { seq: event.seq });
    case 'pong':
      return frame('pong', { timestamp: iso(event.at) }, event.at);
    case 'fault':
      return frame('error', { code: wireError(event.error.code).code, message: event.error.message });
    default:
      return undefined;
  }
}

/** `{type, data, timestamp}`, without chat. Its client reconnects only after an unclean close, so it gets no close frame. */
export const novaV1: Dialect = {
  name: 'nova.v1',
  confirmsUrlToken: false,
  shutdownMode: 'terminate',
  decode(value) {
    if (!isObject(value)) return { bad: { error: malformed('The frame must be a JSON object') } };
    return decodeWith(readers, value.type, value.data ?? {});
  },
  encode,
  isPersonal: () => false,
};
