import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Get, Module, Req } from '@nestjs/common';
import { ANONYMOUS, rpc } from '@veza/contracts';
import { testRedis, type RunningServer } from '@veza/testing';
import { Rpc, RpcClient, TransportModule, requestContext } from '@veza/transport';
import { z } from 'zod';
import { rpcKeys, Tracing, startService, traceFrom } from '../src/index.js';
import { testConfig } from './config.js';

const ping = rpc('probe.things.ping', {
  permission: 'internal',
  summary: 'Returns yes',
  request: z.strictObject({}),
  reply: z.literal('yes'),
});

@Controller()
class ThingsController {
  constructor(
    private readonly client: RpcClient,
    private readonly tracing: Tracing,
  ) {}

  @Rpc(ping)
  ping() {
    return this.tracing.span('inside', 'internal', {}, async () => 'yes' as const);
  }

  @Get('things/:id')
  things(@Req() request: { headers: Record<string, unknown> }) {
    const context = { requestId: 'r', caller: ANONYMOUS, ...traceFrom(request.headers) };
    return requestContext.run(context, () => this.client.call(ping, {}));
  }
}

const Span = z.object({ name: z.string(), traceId: z.string(), spanId: z.string(), parentSpanId: z.string().optional() });
const Export = z.object({ resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(Span) })) })) });

let redis: RunningServer;
let collector: Server;
const spans: z.output<typeof Span>[] = [];

beforeAll(async () => {
  redis = await testRedis();
  collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { resourceSpans } = Export.parse(JSON.parse(Buffer.concat(chunks).toString()));
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  collector.close();
  await redis.stop();
});

function startProbe(tracesTo: Server) {
  @Module({
    imports: [
      TransportModule.forRoot({ service: 'probe', redis: { rpc: redis.url, events: redis.url }, rpcKeys: rpcKeys(testConfig()) }),
    ],
    controllers: [ThingsController],
  })
  class ProbeModule {}
  const { port } = tracesTo.address() as AddressInfo;
  return startService({
    service: 'probe',
    config: testConfig({ REDIS_URL: redis.url, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` }),
    module: ProbeModule,
    contracts: [ping],
    http: { port: 0 },
    handleSignals: false,
  });
}

test('a request is one trace from HTTP through the call to the handler, below the trace of its headers', async () => {
  const running = await startProbe(collector);
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const response = await fetch(`http://127.0.0.1:${running.ports.http}/things/7`, { headers: { traceparent } });
  expect(await response.text()).toBe('yes');
  await running.stop();

  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set(['a'.repeat(32)]));
  const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  const tree = spans.map(({ name, parentSpanId = '' }) => `${names.get(parentSpanId) ?? 'outside'} > ${name}`);
  expect(tree.sort()).toEqual([
    'GET /things/:id > probe.things.ping',
    'outside > GET /things/:id',
    'probe.things.ping > inside',
    'probe.things.ping > probe.things.ping',
  ]);
});

test('an unreachable collector delays neither a request nor the shutdown', async () => {
  const asked: unknown[] = [];
  const mute = createServer((request) => void asked.push(request.url));
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const running = await startProbe(mute);
  const answer = await fetch(`http://127.0.0.1:${running.ports.http}/things/7`, { signal: AbortSignal.timeout(2_000) });
  expect(await answer.text()).toBe('yes');
  const before = Date.now();
  await running.stop();
  expect(Date.now() - before).toBeLessThan(5_000);
  expect(asked).toEqual(['/v1/traces']);
  mute.closeAllConnections();
  mute.close();
});
