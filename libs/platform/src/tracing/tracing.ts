import { setTimeout as pause } from 'node:timers/promises';
import { requestContext, type RequestContext } from '@veza/transport';
import type { OpenSpan, SpanFacts, SpanKind, SpanSource } from './span-source.js';
import { formatTraceparent } from './trace-context.js';

/** How long the last spans may take on their way. */
const LAST_SPANS_MS = 2_000;

/**
 * Spans of what a service does. The parent is the trace context of the current RequestContext, and while a span is open
 * it is the trace context itself, so calls to other services carry it on. Without a collector nothing of OpenTelemetry
 * is loaded and `span` is a plain call; the trace context that came in still travels on.
 */
export class Tracing {
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

  /** For callbacks that cannot wrap their work (HTTP hooks): undefined without a collector. */
  open(name: string, kind: SpanKind, facts: SpanFacts, traceparent: string | undefined): OpenSpan | undefined {
    return this.source?.start(name, kind, facts, traceparent);
  }

  /** Sends what is left. A collector that does not answer must not hold a service that stops. */
  async shutdown(): Promise<void> {
    const limit = new AbortController();
    await Promise.race([
      this.source?.shutdown().catch(() => undefined),
      pause(LAST_SPANS_MS, undefined, { signal: limit.signal }).catch(() => undefined),
    ]);
    limit.abort();
  }
}

/** The same request inside a span. Not a spread: `signal` is made only when somebody asks for it. */
function within(context: RequestContext, traceparent: string): RequestContext {
  const { requestId, caller, deadlineAt, tracestate, operation } = context;
  return {
    requestId,
    caller,
    deadlineAt,
    traceparent,
    tracestate,
    operation,
    get signal() {
      return context.signal;
    },
  };
}
