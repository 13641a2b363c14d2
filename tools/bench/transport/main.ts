import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { freePort } from '@veza/servers';
import { throwAwayRedis } from '../measure/servers.js';
import { SideProcesses, type TransportSample } from './processes.js';
import { sides, type SideName } from './sides/index.js';

/** Targets of this transport, relative to its peers in the same run. */
const BARS = { throughput: 1.15, latency: 1.8 };
const CONCURRENCY = [1, 32, 256];

const { values } = parseArgs({ options: { repeats: { type: 'string', default: '7' }, ms: { type: 'string', default: '1000' } } });
const [repeats, ms] = [Number(values.repeats), Number(values.ms)];

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const redis = await throwAwayRedis({ appendonly: 'no' });
const all = await Promise.all(
  (Object.keys(sides) as SideName[]).map(
    async (name) => new SideProcesses(name, { redisUrl: redis.url, port: await freePort() }, redis.pid),
  ),
);
const samples = new Map<string, TransportSample[]>();
const of = (name: SideName, concurrency: number): TransportSample[] => samples.get(`${name} ${concurrency}`) ?? [];

try {
  for (const side of all) await side.start();
  for (const side of all) await side.measure(64, 1_500); // warms up, not counted
  for (let round = 1; round <= repeats; round++) {
    process.stderr.write(`round ${round} of ${repeats}\n`);
    for (const concurrency of CONCURRENCY) {
      // Interleaved in alternating order, so that other load on the machine affects every side alike.
      for (const side of round % 2 ? all : all.toReversed()) {
        samples.set(`${side.name} ${concurrency}`, [...of(side.name, concurrency), await side.measure(concurrency, ms)]);
      }
    }
  }
} finally {
  for (const side of all) side.stop();
  await redis.stop();
}

const rate = (name: SideName, concurrency: number): number =>
  median(of(name, concurrency).map(({ count, ms: took }) => (count / took) * 1_000));
const p50 = (name: SideName, concurrency: number): number => median(of(name, concurrency).map((sample) => sample.p50));
const p99 = (name: SideName, concurrency: number): number => median(of(name, concurrency).map((sample) => sample.p99));
const cpu = (name: SideName, concurrency: number): string =>
  [0, 1, 2].map((n) => Math.round(median(of(name, concurrency).map((sample) => sample.cpu?.[n] ?? 0)))).join('+');

console.log(`\nMedians of ${repeats} windows of ${ms} ms. Each side: a Nest handler, zod, headers; 300 B in, 1 KB out.\n`);
console.log(
  `| ${['side'.padEnd(34), 'in flight', 'req/s'.padStart(7), 'p50 ms'.padStart(7), 'p99 ms'.padStart(7), 'CPU µs: caller+replicas+Redis'].join(' | ')} |`,
);
console.log(`|${[36, 11, 9, 9, 9, 31].map((width) => '-'.repeat(width)).join('|')}|`);
for (const concurrency of CONCURRENCY) {
  for (const name of Object.keys(sides) as SideName[]) {
    const cells = [
      sides[name].title.padEnd(34),
      String(concurrency).padStart(9),
      Math.round(rate(name, concurrency)).toString().padStart(7),
      p50(name, concurrency).toFixed(3).padStart(7),
      p99(name, concurrency).toFixed(2).padStart(7),
      cpu(name, concurrency).padEnd(29),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

const throughput = rate('veza', 256) / rate('nestRedis', 256);
const latency = p50('veza', 1) / p50('nestHttp', 1);
const met = (good: boolean): string => (good ? 'met' : 'NOT met');
console.log(
  `\nreq/s at 256 against Nest's Redis transport: ${throughput.toFixed(2)} (at least ${BARS.throughput}: ${met(throughput >= BARS.throughput)})`,
);
console.log(
  `median latency at 1 against HTTP:            ${latency.toFixed(2)} (at most ${BARS.latency}: ${met(latency <= BARS.latency)})`,
);
console.log(
  `median latency at 1 against the bare wire:   ${(p50('veza', 1) / p50('bareWire', 1)).toFixed(2)}; req/s at 256: ${(rate('veza', 256) / rate('bareWire', 256)).toFixed(2)}`,
);
if (throughput < BARS.throughput || latency > BARS.latency) process.exitCode = 1;
