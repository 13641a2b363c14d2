import { parseArgs } from 'node:util';
import { Child } from '../measure/child-process.js';
import { cpuMicros } from '../measure/cpu.js';
import { median } from '../measure/statistics.js';
import type { LoadOrder, LoadReport } from './load.js';
import { FILE_BYTES, MediaStage, pin } from './stage.js';

/** Ranges of a cached file: how many times the bytes a second of a plain Node stream in the same run. */
const BARS: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  media: { 65_536: 1.6, 1_048_576: 1.5 },
  gateway: { 65_536: 0.6, 1_048_576: 0.6 },
};

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '3' }, repeats: { type: 'string', default: '2' } },
});

interface Cell {
  server: string;
  range: number;
  rate: number;
  cpu: number;
}

const stage = await MediaStage.open();
const load = new Child<LoadOrder, LoadReport>(new URL('load.js', import.meta.url));
pin(load.pid, '1');
const cells: Cell[] = [];
try {
  for (let repeat = 0; repeat < Number(values.repeats); repeat += 1)
    for (const [server, url] of Object.entries(stage.urls))
      for (const range of [65_536, 1_048_576]) cells.push(await measure(server, url, range));
} finally {
  load.end();
  await stage.close();
}

async function measure(server: string, url: string, range: number): Promise<Cell> {
  const spent = () => (stage.pids[server] ?? []).reduce((sum, pid) => sum + cpuMicros(pid), 0);
  const order = { url, size: FILE_BYTES, range, connections: 64, seconds: Number(values.seconds) };
  const before = spent();
  const { megabytesPerSecond: rate, refused } = await load.run(order, 'load');
  if (refused > 0) throw new Error(`${server} refused ${refused} requests`);
  return { server, range, rate, cpu: (spent() - before) / 1e6 / order.seconds };
}

const of = (server: string, range: number) => {
  const matching = cells.filter((cell) => cell.server === server && cell.range === range);
  return { rate: median(matching.map(({ rate }) => rate)), cpu: median(matching.map(({ cpu }) => cpu)) };
};

console.log('\nRanges of one cached file over 64 connections, servers on one core; ratio to a plain Node stream in this run.\n');
console.log('| server | range | MB/s | cores | bytes per CPU, ratio | ratio | bar |');
console.log('|---|---:|---:|---:|---:|---:|---|');
for (const server of Object.keys(stage.urls))
  for (const range of [65_536, 1_048_576]) {
    const { rate, cpu } = of(server, range);
    const plain = of('plain', range);
    const ratio = rate / plain.rate;
    const perCpu = rate / cpu / (plain.rate / plain.cpu);
    const bar = BARS[server]?.[range];
    const verdict = bar === undefined ? '' : `${bar}: ${ratio >= bar ? 'met' : 'NOT met'}`;
    console.log(
      `| ${server} | ${range / 1_024} KiB | ${rate.toFixed(0)} | ${cpu.toFixed(2)} | ${perCpu.toFixed(2)} | ${ratio.toFixed(2)} | ${verdict} |`,
    );
  }
