import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../measure/statistics.js';
import { Client } from './client.js';
import { met, type BenchOptions } from './options.js';
import { ChatStage } from './stage.js';

const ROOMS = 8;
/** Half of them at each replica, and one of each half talks. */
const MEMBERS = 8;
const PER_SECOND = 25;
const BEFORE_MS = 2_000;
const AFTER_MS = 4_000;
/** Messages that arrive later than this count as lost. */
const PATIENCE_MS = 20_000;

interface Outcome {
  sent: number;
  acknowledged: number;
  /** For each disconnected client, the time from the kill to the first message. */
  resumed: number[];
  /** Acknowledged and not in the log, or there twice. */
  missing: number;
  doubled: number;
  /** Messages that a client missed, received out of order, or received twice. */
  lost: number;
  reordered: number;
  repeated: number;
  /** Rooms whose log has a hole. */
  holes: number;
}

/** Repeated kill -9 of two replicas in turn, during a stream of messages. */
export async function kill({ rounds }: BenchOptions): Promise<boolean> {
  const stage = await ChatStage.open(2);
  try {
    const tokens = await stage.signUp(Array.from({ length: ROOMS * MEMBERS }, (_, n) => `bench_person_${n}`));
    const outcomes: Outcome[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      process.stderr.write(`kill ${round} of ${rounds}\n`);
      outcomes.push(await killOnce(stage, tokens, round));
    }
    return print(outcomes);
  } finally {
    await stage.close();
  }
}

async function killOnce(stage: ChatStage, tokens: readonly string[], round: number): Promise<Outcome> {
  const victim = round % 2;
  const rooms = Array.from({ length: ROOMS }, (_, n) => `kill-${round}-${n}`);
  await stage.openRooms(rooms);
  const clients = tokens.map((token, n) => {
    const urls = n % 2 === 0 ? stage.chatUrls : stage.chatUrls.toReversed();
    return new Client(urls, token, rooms[Math.floor(n / MEMBERS)] ?? '', `${round}-${n}`);
  });
  await Promise.all(clients.map((client) => client.enter()));
  const talking = clients.filter((_, n) => n % MEMBERS < 2);
  const stream = setInterval(() => talking.forEach((client) => client.say()), 1_000 / PER_SECOND);
  await pause(BEFORE_MS);
  const killedAt = stage.kill(victim);
  await pause(AFTER_MS);
  clearInterval(stream);
  await until(() => talking.every(({ waiting }) => waiting === 0));
  const outcome = await compare(stage, rooms, clients, killedAt);
  for (const client of clients) client.leave();
  await stage.revive(victim);
  return outcome;
}

async function compare(stage: ChatStage, rooms: string[], clients: readonly Client[], killedAt: number): Promise<Outcome> {
  const { rows: logs } = await stage.sql.query<{ room: string; last: number; events: number }>(
    `SELECT r.id AS room, r.last_seq::int AS last, count(e.seq)::int AS events
     FROM chat.rooms r LEFT JOIN chat.room_events e ON e.room_id = r.id WHERE r.id = ANY ($1) GROUP BY r.id`,
    [rooms],
  );
  const lasts = new Map(logs.map(({ room, last }) => [room, last]));
  const lastOf = ({ room }: Client): number => lasts.get(room) ?? 0;
  await until(() => clients.every((client) => client.receivedSeqs.length >= lastOf(client)));
  const acknowledged = clients.flatMap((client) => [...client.acknowledged]);
  const { rows: stored } = await stage.sql.query<{ id: string; n: number }>(
    'SELECT client_id AS id, count(*)::int AS n FROM chat.messages WHERE room_id = ANY ($1) GROUP BY client_id',
    [rooms],
  );
  const times = new Map(stored.map(({ id, n }) => [id, n]));
  const sum = (of: (client: Client) => number): number => clients.reduce((all, client) => all + of(client), 0);
  return {
    sent: acknowledged.length + sum(({ waiting }) => waiting),
    acknowledged: acknowledged.length,
    resumed: clients.flatMap(({ cuts, resumedAt }) => (cuts > 0 ? [(resumedAt ?? Infinity) - killedAt] : [])),
    missing: acknowledged.filter((id) => !times.has(id)).length,
    doubled: stored.filter(({ n }) => n > 1).length,
    lost: sum((client) => lastOf(client) - new Set(client.receivedSeqs).size),
    reordered: sum(({ receivedSeqs: seqs }) => seqs.filter((seq, n) => seq !== (seqs[n - 1] ?? 0) + 1).length),
    repeated: sum(({ repeated }) => repeated),
    holes: logs.filter(({ last, events }) => last !== events).length,
  };
}

async function until(done: () => boolean): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !done() && Date.now() < end;) await pause(10);
}

function print(outcomes: readonly Outcome[]): boolean {
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((all, outcome) => all + of(outcome), 0);
  const resumed = outcomes.flatMap((outcome) => outcome.resumed);
  console.log(
    `\n${outcomes.length} times kill -9 of one of two replicas; ${ROOMS} rooms of ${MEMBERS}, ${ROOMS * 2 * PER_SECOND} messages/s.\n`,
  );
  console.log(
    `  sent ${sum(({ sent }) => sent)}, acknowledged ${sum((each) => each.acknowledged)}; clients disconnected ${resumed.length}`,
  );
  const [p50, most] = [quantile(resumed, 0.5), Math.max(...resumed)];
  console.log(
    `  from the kill until a disconnected client receives messages again: p50 ${Math.round(p50)} ms, longest ${Math.round(most)} ms`,
  );
  console.log(`  repeated to them, under ids that they knew: ${sum(({ repeated }) => repeated)}`);
  const faults = {
    'acknowledged and not in the log': sum(({ missing }) => missing),
    'in the log twice': sum(({ doubled }) => doubled),
    'logs with a hole': sum(({ holes }) => holes),
    'lost, of any client': sum(({ lost }) => lost),
    'out of order': sum(({ reordered }) => reordered),
    'sent and never acknowledged': sum(({ sent, acknowledged }) => sent - acknowledged),
  };
  for (const [name, count] of Object.entries(faults)) console.log(`  ${name}: ${count} (none: ${met(count === 0)})`);
  return Object.values(faults).every((count) => count === 0) && resumed.length > 0;
}
