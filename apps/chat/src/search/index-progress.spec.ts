import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IndexProgress } from './index-progress.js';
import type { Indexed } from './search.repository.js';

const PAGE = 3;

/** Transactions that each take an id and are committed when the program says so; a page sees what is committed. */
class Messages {
  private readonly running = new Set<number>();
  private begun = 0;
  readonly indexed = new Set<number>();

  begin(): void {
    this.begun += 1;
    this.running.add(this.begun);
  }

  commit(which: number): void {
    const each = [...this.running][which % Math.max(1, this.running.size)];
    if (each !== undefined) this.running.delete(each);
  }

  /** Transactions are called like the ids that they take. */
  page(after: number): { page: Indexed; read: number } {
    const visible = this.all.filter((id) => id > after && !this.running.has(id)).slice(0, PAGE);
    for (const id of visible) this.indexed.add(id);
    const next = this.begun + 1;
    const page = {
      more: visible.length === PAGE,
      last: visible.at(-1) ?? after,
      top: this.all.findLast((id) => !this.running.has(id)) ?? 0,
      behindMs: 0,
      quietMs: 0,
      runningFrom: BigInt(Math.min(next, ...this.running)),
      begunBefore: BigInt(next),
    };
    return { page, read: visible.length };
  }

  get all(): number[] {
    return Array.from({ length: this.begun }, (_, index) => index + 1);
  }
}

function readPage(messages: Messages, progress: IndexProgress): number {
  const { page, read } = messages.page(progress.after);
  progress.read(page);
  return read;
}

test('whatever is committed late and between the pages of a pass is indexed, and in the end nothing is read again', () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ does: 'begin' as const, which: 0 }) },
    { weight: 3, arbitrary: fc.nat(9).map((which) => ({ does: 'commit' as const, which })) },
    { weight: 2, arbitrary: fc.constant({ does: 'page' as const, which: 0 }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (program) => {
      const [messages, progress] = [new Messages(), new IndexProgress(0)];
      for (const { does, which } of program) {
        if (does === 'page') readPage(messages, progress);
        else messages[does](which);
      }
      for (const _ of messages.all) messages.commit(0);
      // Each message once more, and one page that sees that all is over.
      for (let pages = 0; pages < messages.all.length + 3; pages += 1) readPage(messages, progress);
      expect([...messages.indexed].sort((one, other) => one - other)).toEqual(messages.all);
      expect(readPage(messages, progress)).toBe(0);
    }),
    { numRuns: 2_000 },
  );
});

test('a burst is read once, and not again from its beginning for each page that is done with', () => {
  const [messages, progress] = [new Messages(), new IndexProgress(0)];
  for (let sent = 0; sent < 3_000; sent += 1) {
    messages.begin();
    messages.commit(0);
  }
  let read = 0;
  for (let pages = 0; pages < 3_000; pages += 1) read += readPage(messages, progress);
  expect(read).toBe(3_000 + 2 * PAGE); // the first page and the one after it were read before it was known that nothing would come
});

test('while a transaction runs for hours, what is said meanwhile is read, and again when it is over', () => {
  const [messages, progress] = [new Messages(), new IndexProgress(0)];
  messages.begin();
  let [meanwhile, afterwards] = [0, 0];
  for (let sent = 0; sent < 30; sent += 1) {
    messages.begin();
    messages.commit(1);
    meanwhile += readPage(messages, progress);
  }
  expect(meanwhile).toBe(30);
  messages.commit(0);
  for (let page = 0; page < 20; page += 1) afterwards += readPage(messages, progress);
  expect(afterwards).toBe(31);
  expect(messages.indexed.size).toBe(31);
});
