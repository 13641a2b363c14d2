import { setTimeout as pause } from 'node:timers/promises';
import { requestContext, type RequestContext } from '@veza/transport';
import type { OpenSpan, SpanFacts, SpanKind, SpanSource } from './span-source.js';
import { formatTraceparent, receivedTrace, traceFrom, type TraceContext } from './trace-context.js';

/** Time limit of sending the last spans. */
const LAST_SPANS_MS = 2_000;

/**
 * The spans of a service. The parent is the trace context of the current RequestContext; an open span replaces it, so
 * calls to other services carry the span on. Without a collector OpenTelemetry is not loaded and `span` is a plain
 * call; a received trace context is still passed on.
 */
export class Tracing {
  /** Calls of `openOneOf` since the last span, by name. */
  private readonly passed = new Map<string, number>();

  constructor(private readonly source?: SpanSource) {}

  /** `endpoint` is OTEL_EXPORTER_OTLP_ENDPOINT; the SDK takes its other OTEL_* variables by itself. */
  static async start(service: string, replica: string, endpoint: string | undefined): Promise<Tracing> {
    if (endpoint === undefined) return new Tracing();
    const { startOpenTelemetry } = await import('./open-telemetry.js');
    return new Tracing(startOpenTelemetry(service, replica, endpoint));
  }

  get enabled(): boolean {
    return this.source !== undefined;
  }

  async span<Result>(name: string, kind: SpanKind, facts: SpanFacts, work: () => Promise<Result>): Promise<Result> {
    const context = requestContext.get();
    if (!this.source || !context) return work();
    const span = this.source.start(name, kind, facts, context.traceparent);
    const traceparent = formatTraceparent(span.traceId, span.spanId, span.sampled);
    try {
      const result = await requestContext.run(within(context, traceparent), work);
      span.end();
      return result;
    } catch (error) {
      span.end(error);
      throw error;
    }
  }

  /**
   * The trace in which a request is served. Without a received one, and with a collector, it is empty: the first span
   * begins the trace and has no parent, since viewers take a parent that was never sent for a loss.
   */
  traceOf(headers: Readonly<Record<string, unknown>>): Partial<TraceContext> {
    return this.source ? (receivedTrace(headers) ?? {}) : traceFrom(headers);
  }

  /** For callbacks that cannot wrap their work (HTTP hooks): undefined without a collector. */
  open(name: string, kind: SpanKind, facts: SpanFacts, traceparent: string | undefined): OpenSpan | undefined {
    return this.source?.start(name, kind, facts, traceparent);
  }

  /** For work that is too frequent for a span each: the first of `count` calls of a name begins a trace. */
  openOneOf(count: number, name: string, facts: SpanFacts): OpenSpan | undefined {
    if (!this.source) return undefined;
    const passed = this.passed.get(name) ?? 0;
    this.passed.set(name, (passed + 1) % count);
    return passed === 0 ? this.source.start(name, 'server', facts, undefined) : undefined;
  }

  /** Sends the remaining spans, within a time limit: an unreachable collector must not delay the shutdown. */
  async shutdown(): Promise<void> {
    const limit = new AbortController();
    await Promise.race([
      this.source?.shutdown().catch(() => undefined), // the last spans are lost
      pause(LAST_SPANS_MS, undefined, { signal: limit.signal }).catch(() => undefined), // aborted below
    ]);
    limit.abort();
  }
}

/** The same request inside a span. Not a spread, which would call the getter `signal` and create its timer. */
function within(context: RequestContext, traceparent: string): RequestContext {
  const { requestId, caller, deadlineAt, commitBy, tracestate, operation } = context;
  return {
    requestId,
    caller,
    deadlineAt,
    commitBy,
    traceparent,
    tracestate,
    operation,
    get signal() {
      return context.signal;
    },
  };
}
