import { expect, test } from '@jest/globals';
import { CommitShards, isOdd } from './commit-shards.js';
import type { Placement, Writer, Written } from './group-commit.js';

interface Said {
  room: string;
  n: number;
}

/** Statements that run until the test ends them. */
class Log implements Writer<Said> {
  readonly running: { said: string; end: () => void }[] = [];
  readonly ended: string[] = [];

  write(entries: readonly Said[]): Promise<Written> {
    const said = entries.map(({ room, n }) => `${room} ${n}`).join(', ');
    const placed = new Map<number, Placement>(entries.map(({ n }, index) => [index, { id: n, seq: n, at: 0 }]));
    const written = { placed, rooms: new Set(entries.map(({ room }) => room)) };
    return new Promise((resolve) => this.running.push({ said, end: () => resolve(written) }));
  }

  committed(entries: readonly { entry: Said }[]): void {
    this.ended.push(...entries.map(({ entry: { room, n } }) => `${room} ${n}`));
  }

  async statement(index: number) {
    while (!this.running[index]) await new Promise((resolve) => setImmediate(resolve));
    return this.running[index];
  }
}

const rooms = Array.from({ length: 1_000 }, (_, n) => `room-${n}`);
const [even = '', odd = ''] = [rooms.find((room) => !isOdd(room)), rooms.find(isOdd)];

test('a statement runs beside the one of the other half of the rooms, and after the one of its own', async () => {
  const log = new Log();
  const commits = new CommitShards<Said>(log);
  const first = commits.add({ room: even, n: 1 });
  const slow = await log.statement(0);
  const second = commits.add({ room: even, n: 2 });
  const beside = commits.add({ room: odd, n: 3 });
  const quick = await log.statement(1);
  expect([slow.said, quick.said]).toEqual([`${even} 1`, `${odd} 3`]);
  quick.end();
  await beside;
  expect(log.running).toHaveLength(2);
  slow.end();
  await first;
  (await log.statement(2)).end();
  await second;
  await commits.idle();
  expect(log.ended).toEqual([`${odd} 3`, `${even} 1`, `${even} 2`]);
});

test('each half has its share of the rooms', () => {
  expect(rooms.filter(isOdd).length).toBeGreaterThan(400);
  expect(rooms.filter(isOdd).length).toBeLessThan(600);
});
