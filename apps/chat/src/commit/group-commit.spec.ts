import { expect, test } from '@jest/globals';
import { DeclaredError, SYSTEM } from '@veza/contracts';
import { requestContext } from '@veza/transport';
import { GroupCommit, type Placement, type Writer, type Written } from './group-commit.js';

interface Said {
  room: string;
  n: number;
}

/** A log in memory behind gates: each statement waits until the test lets it through. */
class Log implements Writer<Said> {
  readonly statements: { entries: readonly Said[]; wait: boolean; go: (written?: Error) => void }[] = [];
  readonly order = new Map<string, number[]>();
  held = new Set<string>();

  write(entries: readonly Said[], wait: boolean): Promise<Written> {
    return new Promise((resolve, reject) => {
      const go = (error?: Error) => (error ? reject(error) : resolve(this.place(entries, wait)));
      this.statements.push({ entries, wait, go });
    });
  }

  committed(): void {}

  private place(entries: readonly Said[], wait: boolean): Written {
    const placed = new Map<number, Placement>();
    const rooms = new Set(entries.map(({ room }) => room).filter((room) => wait || !this.held.has(room)));
    for (const [index, { room, n }] of entries.entries()) {
      if (!rooms.has(room)) continue;
      const log = this.order.get(room) ?? [];
      this.order.set(room, log);
      log.push(n);
      placed.set(index, { id: n, seq: log.length, at: 0 });
    }
    return { placed, rooms };
  }

  async statement(index: number) {
    while (!this.statements[index]) await new Promise((resolve) => setImmediate(resolve));
    return this.statements[index];
  }
}

const setUp = (limits?: ConstructorParameters<typeof GroupCommit>[1]) => {
  const log = new Log();
  return { log, commits: new GroupCommit<Said>(log, limits) };
};

test('what comes while a commit runs goes together with the next', async () => {
  const { log, commits } = setUp();
  const first = commits.add({ room: 'a', n: 1 });
  const statement = await log.statement(0);
  const more = [2, 3, 4].map((n) => commits.add({ room: n === 3 ? 'b' : 'a', n }));
  statement.go();
  expect((await first)?.seq).toBe(1);
  const second = await log.statement(1);
  expect(second.entries.map(({ n }) => n)).toEqual([2, 3, 4]);
  second.go();
  expect((await Promise.all(more)).map((each) => each?.seq)).toEqual([2, 1, 3]);
  await commits.idle();
});

test('a room held elsewhere goes with the next commit, then alone and waiting, in its order; others are not delayed', async () => {
  const { log, commits } = setUp();
  log.held.add('hot');
  const hot = [1, 2].map((n) => commits.add({ room: 'hot', n }));
  (await log.statement(0)).go();
  const cool = commits.add({ room: 'cool', n: 9 });
  const late = commits.add({ room: 'hot', n: 3 });
  (await log.statement(1)).go();
  expect((await cool)?.seq).toBe(1);
  const waiting = await log.statement(2);
  expect([waiting.wait, waiting.entries.map(({ n }) => n)]).toEqual([true, [1, 2, 3]]);
  const other = commits.add({ room: 'cool', n: 10 });
  (await log.statement(3)).go();
  expect((await other)?.seq).toBe(2);
  waiting.go();
  expect((await Promise.all([...hot, late])).map((each) => each?.seq)).toEqual([1, 2, 3]);
});

test('a bad entry fails alone', async () => {
  const { log, commits } = setUp();
  const all = [
    { room: 'a', n: 1 },
    { room: 'b', n: 2 },
    { room: 'b', n: 3 },
  ].map((said) =>
    commits.add(said).then(
      (placed) => placed?.seq,
      () => 'failed',
    ),
  );
  (await log.statement(0)).go(new Error('bad'));
  (await log.statement(1)).go();
  (await log.statement(2)).go(new Error('bad'));
  (await log.statement(3)).go(new Error('bad'));
  (await log.statement(4)).go();
  expect(await Promise.all(all)).toEqual([1, 'failed', 1]);
});

test('when the database is away all fail at once', async () => {
  const { log, commits } = setUp();
  const all = [1, 2, 3].map((n) => commits.add({ room: 'a', n }).catch((error: unknown) => error));
  (await log.statement(0)).go(new DeclaredError('UNAVAILABLE'));
  for (const error of await Promise.all(all)) expect(error).toMatchObject({ code: 'UNAVAILABLE' });
  expect(log.statements).toHaveLength(1);
});

test('a full backlog is refused at once', async () => {
  const { log, commits } = setUp({ batch: 10, backlog: 2 });
  const taken = [1, 2].map((n) => commits.add({ room: 'a', n }));
  await expect(commits.add({ room: 'a', n: 3 })).rejects.toMatchObject({ code: 'OVERLOADED' });
  (await log.statement(0)).go();
  await Promise.all(taken);
});

test('a commit runs outside the request contexts of its entries', async () => {
  const contexts: unknown[] = [];
  const { log, commits } = setUp();
  const write = log.write.bind(log);
  log.write = (entries, wait) => {
    contexts.push(requestContext.get());
    return write(entries, wait);
  };
  const added = requestContext.run({ requestId: 'r-1', caller: SYSTEM }, async () => {
    const placement = await commits.add({ room: 'a', n: 1 });
    return { placement, requestId: requestContext.get()?.requestId };
  });
  (await log.statement(0)).go();
  expect(await added).toMatchObject({ placement: { seq: 1 }, requestId: 'r-1' });
  expect(contexts).toEqual([undefined]);
});
