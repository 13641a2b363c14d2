import { DeclaredError, ErrorCode, type Caller, type ErrorFacts } from '@veza/contracts';

/** The keys of a service share a hash tag, so that one script may touch them all on a cluster. */
export function serviceKeys(service: string): { queue: string; live: string; bound: string } {
  return { queue: `rpc:{${service}}:q`, live: `rpc:{${service}}:live`, bound: `rpc:{${service}}:bound` };
}

/** Where a caller listens for the answers to what it asked. */
export const replyChannel = (caller: string): string => `r:${caller}`;

/**
 * How often a replica says that it lives and what it runs, and for how long that is believed. A shorter belief tells of a
 * killed replica sooner, and takes one for dead that only waits for a processor.
 */
export const HEARTBEAT_MS = 400;
export const LIVE_MS = 2_000;
/** A request that nobody could start within this time is refused: by then its queue is too long to be useful. */
export const PATIENCE_MS = 1_500;
export const MOST_REQUEST_CHARS = 1 << 20;
export const MOST_REPLY_CHARS = 4 << 20;

/** One request as it stands in the list, after the stamp `<milliseconds of Redis' clock> `. Short names: it is sent often. */
export interface Question {
  /** Number of the request, unique to its caller. */
  readonly i: number;
  /** The caller's reply channel. */
  readonly r: string;
  readonly s: string;
  /** Milliseconds that the caller waits, from the stamp on. */
  readonly b: number;
  readonly q: string;
  readonly c: Caller;
  readonly t?: string;
  readonly ts?: string;
  /** The operation that this request is, if its client may ask for it again. */
  readonly o?: string;
  readonly d: unknown;
}

export interface WireError {
  code: string;
  message: string;
  details?: ErrorFacts['details'];
  retryAfter?: number;
  current?: unknown;
}

/** `[id, value]` or `[id, null, error]`; a message is a JSON array of those, or a beat. */
export type Answer = readonly [id: number, value: unknown, error?: WireError];

export const answerOk = (id: number, value: unknown): string => `[${id},${JSON.stringify(value ?? null)}]`;
export const answerError = (id: number, error: DeclaredError): string => `[${id},null,${JSON.stringify(toWire(error))}]`;

/** A beat names the requests of one caller that a replica is running: `b17,18`. */
export const heartbeatOf = (ids: readonly number[]): string => `b${ids.join(',')}`;
export const isHeartbeat = (message: string): boolean => message.startsWith('b');
export const idsOfHeartbeat = (message: string): number[] => message.slice(1).split(',').map(Number);

function toWire({ code, message, details, retryAfter, current }: DeclaredError): WireError {
  return { code, message, details, retryAfter, current };
}

export function fromWire({ code, ...facts }: WireError): DeclaredError {
  const known = ErrorCode.safeParse(code); // a newer service may know codes that this one does not
  return new DeclaredError(known.success ? known.data : 'INTERNAL', known.success ? facts : {});
}
