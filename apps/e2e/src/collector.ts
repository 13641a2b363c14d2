import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const Attributes = z.array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })).default([]);
const Span = z.looseObject({
  name: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().default(''),
  attributes: Attributes,
});
/** ExportTraceServiceRequest of OTLP/HTTP in its JSON encoding. */
const Export = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(Span) })),
    }),
  ),
});

/** A span as it was collected, with the name of the service that sent it. */
export type CollectedSpan = z.output<typeof Span> & { service: string };

/** An OpenTelemetry collector that stores the spans exported over OTLP/HTTP. */
export class Collector {
  readonly spans: CollectedSpan[] = [];
  private readonly server = createServer((request, response) => {
    void this.take(request).then(
      () => response.setHeader('content-type', 'application/json').end('{}'),
      () => response.writeHead(400).end(),
    );
  });

  static async open(): Promise<Collector> {
    const collector = new Collector();
    await new Promise<void>((resolve) => collector.server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  /** The value of OTEL_EXPORTER_OTLP_ENDPOINT. */
  get endpoint(): string {
    const { port } = z.object({ port: z.int() }).parse(this.server.address());
    return `http://127.0.0.1:${port}`;
  }

  /** The spans of one trace, each written `parent > service: name`; the caller's own span is `caller`. */
  tree(traceId: string): string[] {
    const spans = this.spans.filter((span) => span.traceId === traceId);
    const names = new Map(spans.map((span) => [span.spanId, labelOf(span)]));
    return spans.map((span) => `${names.get(span.parentSpanId) ?? 'caller'} > ${labelOf(span)}`);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async take(request: IncomingMessage): Promise<void> {
    const { resourceSpans } = Export.parse(JSON.parse(await text(request)));
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = String(resource.attributes.find(({ key }) => key === 'service.name')?.value['stringValue']);
      this.spans.push(...scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service }))));
    }
  }
}

const labelOf = ({ service, name }: CollectedSpan): string => `${service.replace('veza-', '')}: ${name}`;
