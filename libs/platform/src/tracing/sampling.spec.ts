import { afterEach, expect, test } from '@jest/globals';
import { ANONYMOUS, rpc } from '@veza/contracts';
import { requestContext, RpcClient, type RpcWire } from '@veza/transport';
import { z } from 'zod';
import { startOpenTelemetry } from './open-telemetry.js';
import { RpcClientSpans } from './rpc-client-spans.js';
import { parseTraceparent } from './trace-context.js';
import { Tracing } from './tracing.js';

const NOWHERE = 'http://127.0.0.1:1';
const traceparent = (flags: string) => `00-${'a'.repeat(32)}-${'b'.repeat(16)}-${flags}`;
const news = rpc('spec.news.since', {
  permission: 'internal',
  summary: 'Returns news',
  request: z.strictObject({}),
  reply: z.literal('none'),
});

afterEach(() => {
  delete process.env['OTEL_TRACES_SAMPLER'];
  delete process.env['OTEL_TRACES_SAMPLER_ARG'];
});

function sampled(sampler: string, share: string, parent?: string): number {
  Object.assign(process.env, { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: share });
  const source = startOpenTelemetry('spec', 'one', NOWHERE);
  const spans = Array.from({ length: 400 }, () => source.start('work', 'server', {}, parent));
  return spans.filter((span) => span.sampled).length;
}

test('the sampler is that of OTEL_TRACES_SAMPLER, and a trace that came sampled stays so', () => {
  expect(sampled('parentbased_traceidratio', '0')).toBe(0);
  expect(sampled('parentbased_traceidratio', '0', traceparent('01'))).toBe(400);
  expect(sampled('parentbased_traceidratio', '1', traceparent('00'))).toBe(0);
  const half = sampled('parentbased_traceidratio', '0.5');
  expect(half).toBeGreaterThan(100);
  expect(half).toBeLessThan(300);
});

test('a call without a request is a poll: it has no span, and its service begins no trace', async () => {
  const sent: (string | undefined)[] = [];
  const wire = { request: async (request: { traceparent?: string }) => void sent.push(request.traceparent) };
  const client = new RpcClient(Object.assign(Object.create(null), wire) satisfies Partial<RpcWire>);
  new RpcClientSpans(new Tracing(startOpenTelemetry('spec', 'one', NOWHERE)), client);
  await client.call(news, {});
  await requestContext.run({ requestId: 'r', caller: ANONYMOUS }, () => client.call(news, {}));
  expect(sent.map((each) => parseTraceparent(each ?? '')?.flags)).toEqual([0, 1]);
});

test('work that is too frequent for a span each has one of many', () => {
  const tracing = new Tracing(startOpenTelemetry('spec', 'one', NOWHERE));
  const spans = Array.from({ length: 250 }, () => tracing.openOneOf(100, 'send', {}));
  expect(spans.flatMap((span, at) => (span ? [at] : []))).toEqual([0, 100, 200]);
  expect(new Tracing().openOneOf(100, 'send', {})).toBeUndefined();
});
