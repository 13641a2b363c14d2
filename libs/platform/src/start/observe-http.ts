import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Platform } from '../platform.module.js';
import type { OpenSpan } from '../tracing/span-source.js';
import { formatTraceparent } from '../tracing/trace-context.js';

/**
 * Measures every HTTP request by route, opens its span and logs it at level debug. A request without a valid trace
 * context gets one here, in its headers, so that later readers join the same trace.
 */
export function observeHttp(app: NestFastifyApplication, { logger, metrics, tracing }: Platform): void {
  const duration = metrics.histogram('veza_http_request_duration_seconds', 'HTTP requests by route pattern and status', {
    labels: ['method', 'route', 'status'],
  });
  const spans = new WeakMap<object, OpenSpan>();
  const fastify = app.getHttpAdapter().getInstance();

  fastify.addHook('onRequest', (request, _reply, done) => {
    const { traceparent } = tracing.traceOf(request.headers);
    const route = request.routeOptions.url ?? 'none';
    const span = tracing.open(
      `${request.method} ${route}`,
      'server',
      { 'http.request.method': request.method, 'http.route': route },
      traceparent,
    );
    if (span) spans.set(request, span);
    request.headers.traceparent = span ? formatTraceparent(span.traceId, span.spanId, span.sampled) : traceparent;
    done();
  });

  fastify.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) };
    duration.observe(labels, reply.elapsedTime / 1_000);
    // The pattern of the route, never the URL: it may contain a token or search words.
    logger.debug('Request answered', {
      ...labels,
      requestId: reply.getHeader('x-request-id'),
      ms: Math.round(reply.elapsedTime),
    });
    spans.get(request)?.end(reply.statusCode >= 500 ? new Error(`status ${reply.statusCode}`) : undefined);
    done();
  });
}
