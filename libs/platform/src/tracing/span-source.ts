export type SpanKind = 'server' | 'client' | 'internal';
export type SpanFacts = Record<string, string | number | boolean>;

/** A span that has started. */
export interface OpenSpan {
  traceId: string;
  spanId: string;
  sampled: boolean;
  end(error?: unknown): void;
}

/** The interface to OpenTelemetry, which is loaded only where it is configured. */
export interface SpanSource {
  start(name: string, kind: SpanKind, facts: SpanFacts, traceparent: string | undefined): OpenSpan;
  shutdown(): Promise<void>;
}
