import { familyCpuMicros } from '../measure/cpu.js';
import { median, quantile } from '../measure/statistics.js';
import { fillRooms, ROOMS, type RoomName } from './filled-rooms.js';
import { PageReader, PLACES, type PagePosition } from './history-places.js';
import { met, type BenchOptions } from './options.js';
import { ChatStage } from './stage.js';

/** Allowed factor between the slowest pages of the large and the small room. */
const BAR = 3;
const PAGES_READ = 200;

interface ChatSample {
  latencies: number[];
  /** Microseconds of Postgres' processor time for each page. */
  cpu: number;
}

/** A page of 50 anywhere in a room of a million messages beside one of a thousand, through the replica's socket and through REST. */
export async function history({ rounds }: BenchOptions): Promise<boolean> {
  process.stderr.write('history: filling the rooms\n');
  const stage = await ChatStage.open(1, fillRooms);
  try {
    const [token = ''] = await stage.signUp(['bench_reader']);
    const reader = await PageReader.open(stage, token);
    const firstDeep = await reader.timed(PLACES.middle, 'large');
    const samples = new Map<string, ChatSample[]>();
    for (let round = 0; round <= rounds; round += 1) {
      process.stderr.write(round === 0 ? 'history: warming up\n' : `history: round ${round} of ${rounds}\n`);
      for (const [name, place] of Object.entries(PLACES)) {
        for (const room of round % 2 ? (['small', 'large'] as const) : (['large', 'small'] as const)) {
          const sample = await sampleOf(reader, stage, place, room);
          const key = `${name} ${room}`;
          if (round > 0) samples.set(key, [...(samples.get(key) ?? []), sample]);
        }
      }
    }
    reader.close();
    return print(samples, firstDeep);
  } finally {
    await stage.close();
  }
}

async function sampleOf(reader: PageReader, stage: ChatStage, place: PagePosition, room: RoomName): Promise<ChatSample> {
  const before = familyCpuMicros(stage.postgres.pid);
  const latencies: number[] = [];
  for (let n = 0; n < PAGES_READ; n += 1) latencies.push(await reader.timed(place, room));
  return { latencies, cpu: (familyCpuMicros(stage.postgres.pid) - before) / PAGES_READ };
}

function print(samples: ReadonlyMap<string, readonly ChatSample[]>, firstDeep: number): boolean {
  const of = (key: string): readonly ChatSample[] => samples.get(key) ?? [];
  const rounds = of(`${Object.keys(PLACES)[0]} large`).length;
  console.log(`\nPages of 50; medians of ${rounds} windows of ${PAGES_READ} pages, in turn, one at a time.`);
  console.log(`Rooms of ${ROOMS.large.messages} and of ${ROOMS.small.messages} messages.\n`);
  console.log('| page | p50 ms: large, small | p99 ms: large, small | p99 ratio | Postgres CPU µs: large, small |');
  console.log('|---|---|---|---:|---|');
  let worst = 0;
  for (const [name, place] of Object.entries(PLACES)) {
    const at = (room: RoomName, share: number): number =>
      median(of(`${name} ${room}`).map(({ latencies }) => quantile(latencies, share)));
    const cpu = (room: RoomName): number => median(of(`${name} ${room}`).map((sample) => sample.cpu));
    const ratio = at('large', 0.99) / at('small', 0.99);
    worst = Math.max(worst, ratio);
    const both = (read: (room: RoomName) => string): string => `${read('large')}, ${read('small')}`;
    const cells = [0.5, 0.99].map((share) => both((room) => at(room, share).toFixed(2)));
    console.log(`| ${[place.title, ...cells, ratio.toFixed(2), both((room) => cpu(room).toFixed(0))].join(' | ')} |`);
  }
  console.log(
    `\n  the very first page deep in the large room, which pays for the counting of its blocks: ${firstDeep.toFixed(0)} ms`,
  );
  console.log(
    `  p99 of the large room against the small one, at worst: ${worst.toFixed(2)} (at most ${BAR}: ${met(worst <= BAR)})`,
  );
  return worst <= BAR;
}
