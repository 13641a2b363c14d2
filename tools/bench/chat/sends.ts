import pg from 'pg';
import { Child } from '../measure/child-process.js';
import { cpuMicros, familyCpuMicros } from '../measure/cpu.js';
import { durablePostgres, throwAwayRedis } from '../measure/servers.js';
import { migrate } from '../measure/services.js';
import { median } from '../measure/statistics.js';
import { BROKEN, CONNECTIONS, TABLES } from './send-path.js';
import type { ChatOrder, ChatReport, WriteMode } from './sending-child.js';
import { met, type BenchOptions } from './options.js';

/** Target ratio of the send path to one INSERT per message. */
const BAR = 4;

interface Side {
  readonly title: string;
  readonly way: WriteMode;
  readonly lanes: number;
}

interface ChatSample {
  perSecond: number;
  p50: number;
  p99: number;
  /** Microseconds of processor time for each message. */
  node: number;
  postgres: number;
}

/** More lanes do not make the peer faster: its pool has ten connections. */
const SIDES: readonly Side[] = [
  { title: 'one INSERT per message', way: 'insert', lanes: 64 },
  { title: 'one INSERT per message', way: 'insert', lanes: 512 },
  { title: 'the send path, each message alone', way: 'alone', lanes: 64 },
  { title: 'the send path', way: 'gathered', lanes: 64 },
  { title: 'the send path', way: 'gathered', lanes: 512 },
  { title: 'the send path', way: 'gathered', lanes: 2_000 },
];

/** Durable sends: the SQL of the real send path beside one INSERT per message, on the same Postgres, in turn. */
export async function sends({ rounds, ms }: BenchOptions): Promise<boolean> {
  const postgres = await durablePostgres();
  const redis = await throwAwayRedis();
  const child = new Child<ChatOrder, ChatReport>(new URL('sending-child.js', import.meta.url));
  const client = new pg.Client({ connectionString: postgres.url });
  const samples = new Map<Side, ChatSample[]>(SIDES.map((side) => [side, []]));
  let stored = 0;
  try {
    migrate('chat', {
      VEZA_SECRET: 'a master secret that only the benchmark uses',
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
    });
    await client.connect();
    await client.query(TABLES);
    await child.run({ kind: 'connect', databaseUrl: postgres.url }, 'connected');
    for (let round = 0; round <= rounds; round += 1) {
      process.stderr.write(round === 0 ? 'sends: warming up\n' : `sends: round ${round} of ${rounds}\n`);
      // The order alternates, so that other load on the machine affects every side alike.
      for (const side of round % 2 ? SIDES : SIDES.toReversed()) {
        const spent = () => [cpuMicros(child.pid), familyCpuMicros(postgres.pid)] as const;
        const before = spent();
        const { count, ms: took, p50, p99 } = await child.run({ kind: 'send', way: side.way, lanes: side.lanes, ms }, 'sent');
        const after = spent();
        if (side.way !== 'insert') stored += count;
        const [node, cpu] = [(after[0] - before[0]) / count, (after[1] - before[1]) / count];
        if (round > 0) samples.get(side)?.push({ perSecond: (count / took) * 1_000, p50, p99, node, postgres: cpu });
      }
    }
    const { rows: broken } = await client.query(BROKEN);
    const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM chat.messages');
    if (broken.length > 0 || Number(rows[0]?.n) !== stored)
      throw new Error(`${stored} messages were acknowledged and ${rows[0]?.n} stored; ${broken.length} logs are broken`);
  } finally {
    child.end();
    await client.end();
    await redis.stop();
    await postgres.stop();
  }
  return print(samples, rounds);
}

function print(samples: ReadonlyMap<Side, readonly ChatSample[]>, rounds: number): boolean {
  console.log(`\nDurable sends, 200 B, fsync on, a pool of ${CONNECTIONS}; medians of ${rounds} windows in turn.\n`);
  console.log('| side | in flight | messages/s | p50 ms | p99 ms | CPU µs a message: Node + Postgres |');
  console.log('|---|---:|---:|---:|---:|---|');
  const of = (side: Side, read: (sample: ChatSample) => number): number => median((samples.get(side) ?? []).map(read));
  for (const side of SIDES) {
    const cells = [
      side.title,
      side.lanes,
      Math.round(of(side, ({ perSecond }) => perSecond)),
      of(side, ({ p50 }) => p50).toFixed(1),
      of(side, ({ p99 }) => p99).toFixed(1),
      `${of(side, ({ node }) => node).toFixed(1)} + ${of(side, ({ postgres }) => postgres).toFixed(1)}`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  return compare(samples);
}

/** The ratio is computed per round, so that other load on the machine affects both of its terms. */
function compare(samples: ReadonlyMap<Side, readonly ChatSample[]>): boolean {
  const ratios = (lanes: number, of: (grouped: ChatSample, single: ChatSample) => number): number[] => {
    const all = (way: WriteMode) => SIDES.filter((side) => side.way === way && (way === 'insert' || side.lanes === lanes));
    const [grouped = []] = all('gathered').map((side) => samples.get(side) ?? []);
    return grouped.map((sample, round) => {
      const singles = all('insert').flatMap((side) => samples.get(side)?.[round] ?? []);
      return Math.min(...singles.map((single) => of(sample, single)));
    });
  };
  const shown = (values: readonly number[]): string =>
    `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;
  console.log('\nThe send path against the better of the two INSERTs of its round:');
  for (const lanes of [64, 512, 2_000]) {
    const rate = ratios(lanes, (grouped, single) => grouped.perSecond / single.perSecond);
    const cpu = ratios(lanes, (grouped, single) => single.postgres / grouped.postgres);
    console.log(`  ${lanes} in flight: ${shown(rate)} times the messages, each for 1/${shown(cpu)} of Postgres' CPU`);
  }
  const rate = median(ratios(2_000, (grouped, single) => grouped.perSecond / single.perSecond));
  console.log(`  messages a second with 2000 in flight: ${rate.toFixed(2)} times (at least ${BAR}: ${met(rate >= BAR)})`);
  return rate >= BAR;
}
