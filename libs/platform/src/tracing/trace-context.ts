import { randomUUID } from 'node:crypto';

/** W3C trace context, as sent in HTTP and RPC headers. */
export interface TraceContext {
  traceparent: string;
  tracestate?: string;
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The trace in the headers of a request. A malformed header counts as absent. */
export function receivedTrace(headers: Readonly<Record<string, unknown>>): TraceContext | undefined {
  const { traceparent, tracestate } = headers;
  if (typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent)) return undefined;
  return { traceparent, ...(typeof tracestate === 'string' && tracestate.length <= 512 && { tracestate }) };
}

/** The trace of a request: the received one, else a new one, so that logs of all services can be joined. */
export function traceFrom(headers: Readonly<Record<string, unknown>>): TraceContext {
  return receivedTrace(headers) ?? { traceparent: newTraceparent() };
}

export function newTraceparent(sampled = true): string {
  return formatTraceparent(hex(32), hex(16), sampled);
}

/** From UUIDs, because Node pools randomness for these only: randomBytes was 7 % of a small request. */
const hex = (length: 16 | 32) => randomUUID().replaceAll('-', '').slice(0, length);

export function formatTraceparent(traceId: string, spanId: string, sampled: boolean): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

export function parseTraceparent(traceparent: string): { traceId: string; spanId: string; flags: number } | undefined {
  const match = TRACEPARENT.exec(traceparent);
  const [, traceId, spanId, flags] = match ?? [];
  return traceId && spanId && flags ? { traceId, spanId, flags: Number.parseInt(flags, 16) } : undefined;
}

export function traceIdOf(traceparent: string | undefined): string | undefined {
  return traceparent === undefined ? undefined : parseTraceparent(traceparent)?.traceId;
}
