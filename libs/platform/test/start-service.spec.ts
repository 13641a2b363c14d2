import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { DeclaredError, rpc } from '@veza/contracts';
import { eventually, testRedis, type RunningServer } from '@veza/testing';
import { Input, Rpc, RpcClient, TransportModule, requestContext } from '@veza/transport';
import { z } from 'zod';
import {
  rpcKeys,
  CONFIG,
  Metrics,
  RedisConnections,
  startService,
  traceIdOf,
  type PlatformConfig,
  type RunningService,
} from '../src/index.js';
import { testConfig } from './config.js';

const echo = rpc('probe.things.echo', {
  permission: 'internal',
  summary: 'Returns the text, with the trace of the request',
  request: z.strictObject({ text: z.string() }),
  reply: z.object({ text: z.string(), traceId: z.string(), host: z.string() }),
});

@Controller()
class ThingsController {
  constructor(
    private readonly client: RpcClient,
    @Inject(CONFIG) private readonly config: PlatformConfig,
    redis: RedisConnections,
    metrics: Metrics,
  ) {
    redis.connect(config.REDIS_CACHE_URL, 'cache');
    metrics.counter('probe_made_total', 'Controllers made').inc();
  }

  @Rpc(echo)
  echo(@Input() { text }: { text: string }) {
    if (text === 'no') throw new DeclaredError('CONFLICT');
    return { text, traceId: traceIdOf(requestContext.get()?.traceparent) ?? '', host: this.config.HOST };
  }

  @Get('things')
  async things() {
    const caller = { kind: 'anonymous' } as const;
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    return requestContext.run({ requestId: 'r', caller, traceparent }, () => this.client.call(echo, { text: 'hello' }));
  }
}

function moduleFor(redisUrl: string) {
  @Module({
    imports: [
      TransportModule.forRoot({ service: 'probe', redis: { rpc: redisUrl, events: redisUrl }, rpcKeys: rpcKeys(testConfig()) }),
    ],
    controllers: [ThingsController],
  })
  class ProbeModule {}
  return ProbeModule;
}

let redis: RunningServer;
let running: RunningService;
const ops = (path: string) => fetch(`http://127.0.0.1:${running.ports.ops}${path}`);

beforeAll(async () => {
  redis = await testRedis();
  running = await startService({
    service: 'probe',
    config: testConfig({ REDIS_URL: redis.url }),
    module: moduleFor(redis.url),
    contracts: [echo],
    http: { port: 0 },
    handleSignals: false,
  });
});

afterAll(async () => {
  await running.stop();
  await redis.stop();
});

test('a request over HTTP and the RPC behind it are one trace', async () => {
  const response = await fetch(`http://127.0.0.1:${running.ports.http}/things`);
  expect(await response.json()).toEqual({ text: 'hello', traceId: 'a'.repeat(32), host: '127.0.0.1' });
  const metrics = await (await ops('/metrics')).text();
  expect(metrics).toMatch(/veza_http_request_duration_seconds_count\{[^}]*route="\/things"[^}]*\} 1/);
  expect(metrics).toMatch(/veza_rpc_handled_duration_seconds_count\{[^}]*subject="probe.things.echo"[^}]*outcome="OK"[^}]*\} 1/);
  expect(metrics).toContain('probe_made_total 1');
  expect(metrics).toContain('veza_rpc_calls_total{subject="probe.things.echo",outcome="OK"} 1');
  expect(metrics).toContain('veza_rpc_queue_waiting 0');
  expect(metrics).toContain('veza_rpc_queue_bound 1000');
  expect(metrics).toContain('veza_redis_up{connection="rpc-send"} 1');
  expect(metrics).toContain('veza_build_info{version="sources",commit="unknown"} 1');
});

test('a service stays ready without a shared dependency, names it, and is alive all the time', async () => {
  const readiness = async () => {
    const response = await ops('/readyz');
    return { status: response.status, ...Object(await response.json()) };
  };
  expect(await readiness()).toMatchObject({ status: 200, degraded: false });
  await redis.kill();
  const away = { status: 200, ready: true, degraded: true, dependencies: { 'redis-cache': 'down' } };
  await eventually('degraded', async () => expect(await readiness()).toMatchObject(away) === undefined);
  expect((await ops('/healthz')).status).toBe(200);
  const page = await (await ops('/metrics')).text();
  expect(page).toContain('veza_dependency_up{dependency="redis-cache"} 0');
  expect(page).toContain('veza_redis_up{connection="cache"} 0');
  expect(page).toContain('veza_redis_reconnections_total{connection="cache"} 0');
  await redis.start();
  await eventually('whole again', async () => !(await readiness()).degraded, { ms: 10_000 });
  const after = await (await ops('/metrics')).text();
  expect(after).toContain('veza_redis_up{connection="cache"} 1');
  expect(after).toContain('veza_redis_reconnections_total{connection="cache"} 1');
});

test('a subject without a handler prevents the start', async () => {
  const missing = rpc('probe.things.missing', {
    permission: 'internal',
    summary: 'Has no handler',
    request: z.null(),
    reply: z.null(),
  });
  const start = startService({
    service: 'probe',
    config: testConfig({ REDIS_URL: redis.url }),
    module: moduleFor(redis.url),
    contracts: [echo, missing],
    handleSignals: false,
  });
  await expect(start).rejects.toThrow('probe.things.missing');
});

test('a taken port is reported in one sentence with the variable to change', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const config = { ...testConfig({ REDIS_URL: redis.url }), HTTP_PORT: port };
  const module = moduleFor(redis.url);
  const withOpsTaken = { ...config, HTTP_PORT: 0, OPS_PORT: port };
  const opsTaken = startService({ service: 'probe', config: withOpsTaken, module, handleSignals: false });
  await expect(opsTaken).rejects.toThrow(`The port ${port} (OPS_PORT) is taken by another process`);
  const httpTaken = startService({ service: 'probe', config, module, http: { port }, handleSignals: false });
  await expect(httpTaken).rejects.toThrow(`The port ${port} (HTTP_PORT) is taken by another process`);
  other.close();
});
