import { expect, test } from '@jest/globals';
import { SYSTEM } from '@veza/contracts';
import { requestContext } from '@veza/transport';
import { parseTraceparent, traceFrom } from './trace-context.js';
import type { SpanSource } from './span-source.js';
import { Tracing } from './tracing.js';

const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

test('a valid trace context is passed on, an invalid one is replaced by a new one', () => {
  expect(traceFrom({ traceparent, tracestate: 'x=1' })).toEqual({ traceparent, tracestate: 'x=1' });
  for (const broken of [
    undefined,
    'nonsense',
    `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`,
    `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    `${traceparent}\n`,
  ]) {
    const made = traceFrom({ traceparent: broken, tracestate: 'x=1' });
    expect(made.traceparent).not.toBe(broken);
    expect(parseTraceparent(made.traceparent)).toBeDefined();
    expect(made.tracestate).toBeUndefined();
  }
  expect(traceFrom({}).traceparent).not.toBe(traceFrom({}).traceparent);
});

test('the request context inside a span has the span as parent', async () => {
  const ended: unknown[] = [];
  const parents: unknown[] = [];
  const source: SpanSource = {
    start(_name, _kind, _facts, parent) {
      parents.push(parent);
      return { traceId: 'a'.repeat(32), spanId: 'c'.repeat(16), sampled: true, end: (error) => void ended.push(error) };
    },
    shutdown: async () => undefined,
  };
  const tracing = new Tracing(source);
  const signal = new AbortController().signal;
  const failure = new Error('no');
  await requestContext.run({ requestId: 'r', caller: SYSTEM, traceparent, signal }, async () => {
    const inside = await tracing.span('work', 'internal', {}, async () => requestContext.get());
    expect(inside).toMatchObject({ requestId: 'r', caller: SYSTEM, traceparent: `00-${'a'.repeat(32)}-${'c'.repeat(16)}-01` });
    expect(inside?.signal).toBe(signal);
    await expect(tracing.span('work', 'internal', {}, () => Promise.reject(failure))).rejects.toBe(failure);
  });
  expect(parents).toEqual([traceparent, traceparent]);
  expect(ended).toEqual([undefined, failure]);
});

test('a request without a trace gets one, which with a collector begins at its first span', () => {
  const source: SpanSource = {
    start: () => {
      throw new Error('No span is opened here');
    },
    shutdown: async () => undefined,
  };
  for (const tracing of [new Tracing(), new Tracing(source)]) expect(tracing.traceOf({ traceparent })).toEqual({ traceparent });
  expect(new Tracing(source).traceOf({ traceparent: 'nonsense' })).toEqual({});
  expect(parseTraceparent(new Tracing().traceOf({}).traceparent ?? '')).toBeDefined();
});

test('without a collector a span is a plain call', async () => {
  expect(await new Tracing().span('work', 'internal', {}, async () => 7)).toBe(7);
});
