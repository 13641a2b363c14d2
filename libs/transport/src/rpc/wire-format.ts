import { DeclaredError, ErrorCode, type Caller, type ErrorFacts } from '@veza/contracts';

/** The keys of a service share a hash tag, so that one script may touch them all on a cluster. */
export function serviceKeys(service: string): { queue: string; live: string; bound: string; cancelled: string } {
  const prefix = `rpc:{${service}}`;
  return { queue: `${prefix}:q`, live: `${prefix}:live`, bound: `${prefix}:bound`, cancelled: `${prefix}:cancelled` };
}

/** The channel on which a caller receives its replies. */
export const replyChannel = (caller: string): string => `r:${caller}`;

/**
 * The interval of heartbeats, and how long a replica counts as live after one. A shorter time finds a killed replica
 * sooner, and mistakes a replica that waits for a processor for a dead one.
 */
export const HEARTBEAT_MS = 400;
export const LIVE_MS = 2_000;
/** A request that is queued for longer is rejected as OVERLOADED: its queue is too long to be useful. */
export const MAX_QUEUED_MS = 1_500;
/** How long a cancelled request is listed: a replica reads the list with each heartbeat. */
export const CANCELLED_MS = 2_000;
export const MAX_REQUEST_CHARS = 1 << 20;
export const MAX_REPLY_CHARS = 4 << 20;

/** A request in the Redis list, after the stamp `<milliseconds of the Redis clock> `. Short names: it is sent often. */
export interface WireRequest {
  /** Number of the request, unique for its caller. */
  readonly i: number;
  /** The caller's reply channel. */
  readonly r: string;
  /** Subject. */
  readonly s: string;
  /** Budget: milliseconds that the caller waits, counted from the stamp. */
  readonly b: number;
  /** Request id, for logs. */
  readonly q: string;
  readonly c: Caller;
  /** W3C traceparent and tracestate. */
  readonly t?: string;
  readonly ts?: string;
  /** Id of the operation, if its client may repeat it. */
  readonly o?: string;
  /** Input. */
  readonly d: unknown;
}

/** The name of a request in the list of cancelled ones. */
export const nameOf = ({ r, i }: Pick<WireRequest, 'r' | 'i'>): string => `${r} ${i}`;

export interface ReplyError {
  code: string;
  message: string;
  details?: ErrorFacts['details'];
  retryAfter?: number;
  current?: unknown;
}

/** `[id, value]` or `[id, null, error]`; a message is a JSON array of these, or a heartbeat. */
export type WireReply = readonly [id: number, value: unknown, error?: ReplyError];

export const okReply = (id: number, value: unknown): string => `[${id},${JSON.stringify(value ?? null)}]`;
export const errorReply = (id: number, error: DeclaredError): string => `[${id},null,${JSON.stringify(toWire(error))}]`;

/** A heartbeat lists the requests of one caller that a replica is running: `b17,18`. */
export const heartbeatOf = (ids: readonly number[]): string => `b${ids.join(',')}`;
export const isHeartbeat = (message: string): boolean => message.startsWith('b');
export const idsOfHeartbeat = (message: string): number[] => message.slice(1).split(',').map(Number);

function toWire({ code, message, details, retryAfter, current }: DeclaredError): ReplyError {
  return { code, message, details, retryAfter, current };
}

export function fromWire({ code, ...facts }: ReplyError): DeclaredError {
  const known = ErrorCode.safeParse(code); // a newer service may have codes that are unknown here
  return new DeclaredError(known.success ? known.data : 'INTERNAL', known.success ? facts : {});
}
