import 'reflect-metadata';
import { headersOf, question } from './product.js';
import { sides, type SideName } from './sides/index.js';
import type { Call, Endpoint } from './sides/side.js';

/** Orders of the parent to a process of the benchmark, and their reports. */
export type TransportOrder =
  | { kind: 'serve' | 'call'; side: SideName; place: Endpoint }
  | { kind: 'measure'; concurrency: number; ms: number };
export type TransportReport =
  | { kind: 'ready' }
  | { kind: 'measured'; count: number; ms: number; p50: number; p99: number }
  | { kind: 'failed'; reason: string };

let call: Call | undefined;
const send = (report: TransportReport): void => void process.send?.(report);

async function obey(order: TransportOrder): Promise<TransportReport> {
  if (order.kind === 'measure') return measure(order.concurrency, order.ms);
  const side = sides[order.side];
  if (order.kind === 'serve') await side.serve(order.place);
  else call = await side.connect(order.place);
  return { kind: 'ready' };
}

/** A closed loop: each lane sends its next request when it has the reply to the last one. */
async function measure(concurrency: number, ms: number): Promise<TransportReport> {
  const latencies: number[] = [];
  const begun = performance.now();
  const until = begun + ms;
  await Promise.all(
    Array.from({ length: concurrency }, async (_, lane) => {
      for (let n = 1; performance.now() < until; n++) {
        const started = performance.now();
        await call?.(question(lane * 1_000_000 + n), headersOf(n));
        latencies.push(performance.now() - started);
      }
    }),
  );
  const took = performance.now() - begun;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  return { kind: 'measured', count: latencies.length, ms: took, p50: at(0.5), p99: at(0.99) };
}

process.on(
  'message',
  (order: TransportOrder) => void obey(order).then(send, (error: unknown) => send({ kind: 'failed', reason: String(error) })),
);
process.on('disconnect', () => process.exit(0));
