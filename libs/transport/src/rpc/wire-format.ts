import { DeclaredError, ErrorCode, type Caller, type ErrorFacts } from '@veza/contracts';

/** The keys of a service share a hash tag, so that one script may touch them all on a cluster. */
export function serviceKeys(service: string): { queue: string; live: string; bound: string; cancelled: string } {
  const prefix = `rpc:{${service}}`;
  return { queue: `${prefix}:q`, live: `${prefix}:live`, bound: `${prefix}:bound`, cancelled: `${prefix}:cancelled` };
}

/** The channel on which one process of a service receives its replies. */
export const replyChannel = (service: string, process: string): string => `r:${service}:${process}`;
export const callerOf = (channel: string): string => channel.split(':')[1] ?? '';

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

/**
 * The version of requests, replies and events in Redis that this program writes, and the newest one that it reads. Replicas
 * of two releases share a Redis during a rollout, and after one that went back. So a format is read by one release before the
 * next one writes it: first `READ_VERSION` grows, then `WRITTEN_VERSION` (decision 241).
 */
export const WRITTEN_VERSION = 1;
export const READ_VERSION = 1;

/** A request in the Redis list, after the stamp `<milliseconds of the Redis clock> `. Short names: it is sent often. */
export interface WireRequest {
  /** Version; 1 if absent, as 0.2.0 wrote it. */
  readonly v?: number;
  /** Random id of the request: a reply that was not made for it cannot name it. */
  readonly i: string;
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

/** `[id, value]` or `[id, null, error]`; a message is a sealed JSON array of these, or a sealed heartbeat. */
export type WireReply = readonly [id: string, value: unknown, error?: ReplyError];

export const okReply = (id: string, value: unknown): string => `["${id}",${JSON.stringify(value ?? null)}]`;
export const errorReply = (id: string, error: DeclaredError): string => `["${id}",null,${JSON.stringify(toWire(error))}]`;

/** A heartbeat lists the requests of one caller that a replica is running: `b<id>,<id>`. */
export const heartbeatOf = (ids: readonly string[]): string => `b${ids.join(',')}`;
export const isHeartbeat = (message: string): boolean => message.startsWith('b');
export const idsOfHeartbeat = (message: string): string[] => message.slice(1).split(',');

function toWire({ code, message, details, retryAfter, current }: DeclaredError): ReplyError {
  return { code, message, details, retryAfter, current };
}

export function fromWire({ code, ...facts }: ReplyError): DeclaredError {
  const known = ErrorCode.safeParse(code); // a newer service may have codes that are unknown here
  return new DeclaredError(known.success ? known.data : 'INTERNAL', known.success ? facts : {});
}
