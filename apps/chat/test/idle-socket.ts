import { Connection, type ProtocolSocket } from '../src/connections/connection.js';
import { dialectNamed } from '../src/protocol/dialects/index.js';
import type { Identity } from '../src/protocol/identity.js';

/** Answers pings. */
function answeringWire(): ProtocolSocket {
  const pong: ((payload: Buffer, isBinary: boolean) => void)[] = [];
  return {
    extensions: '',
    readyState: 1,
    OPEN: 1,
    isPaused: false,
    on: (event: string, listener: (payload: Buffer, isBinary: boolean) => void) =>
      event === 'pong' ? pong.push(listener) : undefined,
    once: () => undefined,
    ping: (payload) => pong.forEach((listener) => listener(Buffer.from(payload), false)),
    close: () => undefined,
    terminate: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
  };
}

/** A connection of veza.v1 without a client. `writes` holds the text of each write. */
export function idleSocket(userId: number): { connection: Connection; identity: Identity; writes: string[] } {
  const dialect = dialectNamed('veza.v1');
  if (!dialect) throw new Error('The dialect is missing');
  const writes: string[] = [];
  const line = {
    write: (frames: Buffer) => writes.push(frames.toString()) > 0,
    writableLength: 0,
    cork: () => undefined,
    uncork: () => undefined,
  };
  const connection = new Connection({ ws: answeringWire(), line, dialect, address: '', sendBuffer: 1_000 });
  const caller = { kind: 'user', userId, sessionId: 's', role: 'user' } as const;
  const identity = { caller, userId, username: `u${userId}`, role: 'user', sessionId: 's', tokenEndsAt: 0, sessionBeganAt: 0 };
  connection.identity = identity;
  return { connection, identity, writes };
}
