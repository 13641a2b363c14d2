import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../measure/statistics.js';
import { Client } from './client.js';
import type { BenchOptions } from './options.js';
import { ChatStage } from './stage.js';

/** Sockets of one user; 20 are allowed. */
const SOCKETS_OF_USER = 10;
const USERS = 200;
const REST_MS = 20_000;
const PER_SECOND = 100;
const PATIENCE_MS = 20_000;
const SMALL = 2;
const LARGE = 40;

type Spent = ReturnType<ChatStage['spentMicros']>;
const SERVERS = ['chat', 'postgres', 'redis'] as const;

/**
 * What a socket, a message and a delivery cost: the figures behind "Sizing" in docs/OPERATIONS.md. A message costs the same
 * for each member beside what it costs once, so rooms of two sizes give both.
 */
export async function cost({ rounds, ms }: BenchOptions): Promise<boolean> {
  const stage = await ChatStage.open(1);
  try {
    const tokens = await stage.signUp(Array.from({ length: USERS }, (_, n) => `bench_person_${n}`));
    const lanes = Array.from({ length: USERS * SOCKETS_OF_USER }, (_, n) => tokens[n % USERS] ?? '');
    await printSockets(stage, lanes);
    const small: Spent[] = [];
    const large: Spent[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      process.stderr.write(`cost ${round} of ${rounds}\n`);
      small.push(await ofMessage(stage, lanes, SMALL, ms, round));
      large.push(await ofMessage(stage, lanes, LARGE, ms, round));
    }
    printMessages(small, large);
    await printBytes(stage);
    return true;
  } finally {
    await stage.close();
  }
}

async function printSockets(stage: ChatStage, lanes: readonly string[]): Promise<void> {
  const before = memory(stage);
  const clients = await enter(stage, lanes, 'rest', LARGE);
  await pause(3_000);
  const spent = await during(stage, REST_MS);
  const bytes = memory(stage) - before;
  console.log(`\n${clients.length} sockets in rooms of ${LARGE}, at rest, each:\n`);
  console.log(`  memory of chat: ${Math.round(bytes / clients.length / 1024)} KiB`);
  for (const server of SERVERS)
    console.log(`  CPU of ${server}: ${((spent[server] / clients.length / REST_MS) * 60).toFixed(2)} ms a minute`);
  for (const client of clients) client.leave();
}

/** Microseconds of each server for a message in rooms of this size, above what they spend at rest. */
async function ofMessage(stage: ChatStage, lanes: readonly string[], size: number, ms: number, round: number): Promise<Spent> {
  const clients = await enter(stage, lanes.slice(0, 10 * size), `${size}-${round}`, size);
  await pause(1_000);
  const idle = await during(stage, ms);
  const talking = clients.filter((_, n) => n % size === 0);
  let sent = 0;
  const say = () => talking[sent++ % talking.length]?.say();
  const before = stage.spentMicros();
  const stream = setInterval(() => {
    for (let n = 0; n < PER_SECOND / 50; n += 1) say();
  }, 20);
  await pause(ms);
  clearInterval(stream);
  for (const until = Date.now() + PATIENCE_MS; talking.some(({ waiting }) => waiting > 0) && Date.now() < until;) await pause(10);
  const after = stage.spentMicros();
  for (const client of clients) client.leave();
  const of = (server: (typeof SERVERS)[number]) => (after[server] - before[server] - idle[server]) / sent;
  return { chat: of('chat'), postgres: of('postgres'), redis: of('redis') };
}

async function enter(stage: ChatStage, lanes: readonly string[], name: string, size: number): Promise<Client[]> {
  const rooms = Array.from({ length: Math.ceil(lanes.length / size) }, (_, n) => `cost-${name}-${n}`);
  await stage.openRooms(rooms);
  const clients = lanes.map((token, n) => new Client(stage.chatUrls, token, rooms[Math.floor(n / size)] ?? '', `${name}-${n}`));
  for (let from = 0; from < clients.length; from += 50)
    await Promise.all(clients.slice(from, from + 50).map((client) => client.enter()));
  return clients;
}

async function during(stage: ChatStage, ms: number): Promise<Spent> {
  const before = stage.spentMicros();
  await pause(ms);
  const after = stage.spentMicros();
  const of = (server: (typeof SERVERS)[number]) => after[server] - before[server];
  return { chat: of('chat'), postgres: of('postgres'), redis: of('redis') };
}

function printMessages(small: readonly Spent[], large: readonly Spent[]): void {
  console.log(`\nCPU µs, medians of ${small.length} windows at ${PER_SECOND} messages a second of some 200 characters:\n`);
  console.log('| | chat | Postgres | Redis |\n|---|---:|---:|---:|');
  const of = (all: readonly Spent[], server: (typeof SERVERS)[number]) => median(all.map((each) => each[server]));
  const each = SERVERS.map((server) => (of(large, server) - of(small, server)) / (LARGE - SMALL));
  const once = SERVERS.map((server, i) => of(small, server) - SMALL * (each[i] ?? 0));
  console.log(`| a message, once | ${once.map(Math.round).join(' | ')} |`);
  console.log(`| and for each member who is connected | ${each.map((micros) => micros.toFixed(1)).join(' | ')} |`);
}

/** Tables and indexes by message. Raw SQL: sizes. */
async function printBytes({ sql }: ChatStage): Promise<void> {
  const { rows } = await sql.query<{ bytes: string; messages: string }>(
    `SELECT sum(pg_total_relation_size(c.oid)) AS bytes, (SELECT count(*) FROM chat.messages) AS messages
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'chat' AND c.relkind = 'r' AND c.relname IN ('messages', 'message_words', 'client_ids')`,
  );
  const [{ bytes, messages } = { bytes: '0', messages: '1' }] = rows;
  console.log(`\nPostgres: ${Math.round(Number(bytes) / Number(messages))} bytes a message, with indexes.`);
}

/** PSS of chat, in bytes. */
function memory({ pids }: ChatStage): number {
  const rollup = readFileSync(`/proc/${pids.chat}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}
