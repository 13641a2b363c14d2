import { median, quantile } from '../measure/statistics.js';
import type { Measured } from './orders.js';
import { STORM, type Storm, type Weather } from './storm.js';

export interface AuthSample extends Measured {
  /** Microseconds of processor time for each request. */
  cpu: { caller: number; server: number; postgres: number };
}

export interface Results {
  storms: readonly Storm[];
  samples: ReadonlyMap<string, readonly AuthSample[]>;
  /** Microseconds. */
  signatures: { node: number; jose: number; mac: number };
}

/** PocketBase's published figure on 2 vCPU: 1,000 refreshes, 100 at a time, in 348 ms. They write nothing. */
export const POCKETBASE = { perSecond: 2_876, lanes: 100 };
/** Allowed slowdown of other requests while 200 users sign in. */
const STORM_BAR = 3;

const TITLES: Record<string, string> = {
  chain: 'refresh: each token once, each durable',
  again: 'refresh: one token again and again',
  sql: 'bare SQL: a commit for each refresh',
  fastify: 'an empty Fastify route',
};

const met = (good: boolean): string => (good ? 'met' : 'NOT met');
const fixed = (value: number, digits = 1): string => value.toFixed(digits);

/** Prints the tables; returns whether both targets were reached. */
export function print({ storms, samples, signatures }: Results): boolean {
  const of = (name: string, read: (sample: AuthSample) => number): number => median((samples.get(name) ?? []).map(read));
  const rate = (name: string): number => of(name, ({ count, ms }) => (count / ms) * 1_000);
  const [first] = samples.values();
  console.log(`\nMedians of ${first?.length} windows. Gateway, Postgres (fsync on), and the callers share this machine.\n`);
  console.log('| side | in flight | req/s | p50 ms | p99 ms | CPU µs: caller + server + Postgres |');
  console.log('|---|---:|---:|---:|---:|---|');
  for (const name of samples.keys()) {
    const [side = '', lanes = POCKETBASE.lanes] = name.split(' ');
    const latency = (share: number): string => fixed(of(name, ({ latencies }) => quantile(latencies, share)));
    const cpu = (['caller', 'server', 'postgres'] as const).map((who) => Math.round(of(name, (sample) => sample.cpu[who])));
    console.log(
      `| ${TITLES[side]} | ${lanes} | ${Math.round(rate(name))} | ${latency(0.5)} | ${latency(0.99)} | ${cpu.join(' + ')} |`,
    );
  }
  const [durable, again] = [`chain ${POCKETBASE.lanes}`, `again ${POCKETBASE.lanes}`];
  printParts(
    of(durable, ({ cpu }) => cpu.server),
    of('fastify', ({ cpu }) => cpu.server),
    of(durable, ({ cpu }) => cpu.postgres),
    signatures,
  );
  const bar = (name: string): string =>
    `${Math.round(rate(name))}/s (${fixed(rate(name) / POCKETBASE.perSecond, 2)}: ${met(rate(name) >= POCKETBASE.perSecond)})`;
  const against = (name: string): string => fixed(rate(durable) / rate(name), 2);
  console.log(`\n${POCKETBASE.lanes} in flight, against PocketBase's published ${POCKETBASE.perSecond}/s on 2 vCPU:`);
  console.log(`  one token again and again, as there: ${bar(again)}`);
  console.log(`  each token once, each durable, which it does not do: ${bar(durable)}`);
  console.log(
    `  that against bare SQL without group commit: ${against('sql')}; against an empty Fastify route: ${against('fastify')}`,
  );
  return printStorm(storms) && rate(durable) >= POCKETBASE.perSecond;
}

function printParts(gateway: number, http: number, postgres: number, { node, jose, mac }: Results['signatures']): void {
  const macs = 2 * mac;
  console.log('\nA durable refresh, µs of CPU:');
  console.log(`  HTTP (what an empty Fastify route costs)                    ${fixed(http)}`);
  console.log(`  signature of the access token (jose would cost ${fixed(jose)})        ${fixed(node)}`);
  console.log(`  verifying one refresh token and making the next (two HMACs) ${fixed(macs)}`);
  console.log(`  the rest of the gateway: edge, log line, its side of SQL    ${fixed(gateway - http - node - macs)}`);
  console.log(`  Postgres                                                    ${fixed(postgres)}`);
}

function printStorm(storms: readonly Storm[]): boolean {
  const of = (read: (storm: Storm) => number): number => median(storms.map(read));
  const line = (title: string, read: (storm: Storm) => Weather): void =>
    console.log(
      `  ${title} p50 ${fixed(
        of((each) => read(each).p50),
        2,
      )} ms, p99 ${fixed(
        of((each) => read(each).p99),
        2,
      )} ms, worst ${fixed(
        of((each) => read(each).worst),
        1,
      )} ms`,
    );
  const [entered, refused] = [of((each) => each.entered.length), of((each) => each.refused)];
  console.log(
    `\n${STORM.lanes} sign-ins on their way at any time, medians of ${storms.length} storms of ${fixed(of(({ ms }) => ms) / 1_000)} s:`,
  );
  console.log(`  ${entered} came in, ${refused} got 503 with Retry-After. Meanwhile 100 reads of a profile a second:`);
  line('quiet: ', ({ quiet }) => quiet);
  line('storm: ', ({ stormy }) => stormy);
  const ratio = of(({ quiet, stormy }) => stormy.p99 / quiet.p99);
  console.log(`  p99 of a storm against its quiet: ${fixed(ratio, 2)} (at most ${STORM_BAR}: ${met(ratio <= STORM_BAR)})`);
  return ratio <= STORM_BAR;
}
