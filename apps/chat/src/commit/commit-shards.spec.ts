import { expect, test } from '@jest/globals';
import { CommitShards, shardOf } from './commit-shards.js';
import type { Placement, Writer, Written } from './group-commit.js';

interface TestEntry {
  room: string;
  n: number;
}

/** Statements that run until the test ends them. */
class Log implements Writer<TestEntry> {
  readonly running: { said: string; end: () => void }[] = [];
  readonly ended: string[] = [];

  write(entries: readonly TestEntry[]): Promise<Written> {
    const said = entries.map(({ room, n }) => `${room} ${n}`).join(', ');
    const placed = new Map<number, Placement>(entries.map(({ n }, index) => [index, { id: n, seq: n, at: 0 }]));
    const written = { placed, rooms: new Set(entries.map(({ room }) => room)) };
    return new Promise((resolve) => this.running.push({ said, end: () => resolve(written) }));
  }

  committed(entries: readonly { entry: TestEntry }[]): void {
    this.ended.push(...entries.map(({ entry: { room, n } }) => `${room} ${n}`));
  }

  async statement(index: number) {
    while (!this.running[index]) await new Promise((resolve) => setImmediate(resolve));
    return this.running[index];
  }
}

const rooms = Array.from({ length: 1_000 }, (_, n) => `room-${n}`);
const [roomOfShard0 = '', roomOfShard1 = ''] = [
  rooms.find((room) => shardOf(room) === 0),
  rooms.find((room) => shardOf(room) === 1),
];

test('a statement runs beside one of the other shard and after one of its own', async () => {
  const log = new Log();
  const commits = new CommitShards<TestEntry>(log);
  const first = commits.add({ room: roomOfShard0, n: 1 });
  const slow = await log.statement(0);
  const second = commits.add({ room: roomOfShard0, n: 2 });
  const beside = commits.add({ room: roomOfShard1, n: 3 });
  const quick = await log.statement(1);
  expect([slow.said, quick.said]).toEqual([`${roomOfShard0} 1`, `${roomOfShard1} 3`]);
  quick.end();
  await beside;
  expect(log.running).toHaveLength(2);
  slow.end();
  await first;
  (await log.statement(2)).end();
  await second;
  await commits.idle();
  expect(log.ended).toEqual([`${roomOfShard1} 3`, `${roomOfShard0} 1`, `${roomOfShard0} 2`]);
});

test('each shard has about half of the rooms', () => {
  expect(rooms.filter((room) => shardOf(room) === 1).length).toBeGreaterThan(400);
  expect(rooms.filter((room) => shardOf(room) === 1).length).toBeLessThan(600);
});
