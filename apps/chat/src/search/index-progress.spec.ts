import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IndexProgress } from './index-progress.js';
import type { IndexedPage } from './search-index.repository.js';

const PAGE = 3;

/** Transactions that each take an id and commit when the program does; a page sees committed ones only. */
class Messages {
  private readonly running = new Set<number>();
  private started = 0;
  readonly indexed = new Set<number>();

  begin(): void {
    this.started += 1;
    this.running.add(this.started);
  }

  commit(which: number): void {
    const each = [...this.running][which % Math.max(1, this.running.size)];
    if (each !== undefined) this.running.delete(each);
  }

  /** The number of a transaction equals the id that it takes. */
  page(after: number): { page: IndexedPage; read: number } {
    const visible = this.all.filter((id) => id > after && !this.running.has(id)).slice(0, PAGE);
    for (const id of visible) this.indexed.add(id);
    const next = this.started + 1;
    const page = {
      more: visible.length === PAGE,
      last: visible.at(-1) ?? after,
      top: this.all.findLast((id) => !this.running.has(id)) ?? 0,
      oldestRunning: BigInt(Math.min(next, ...this.running)),
      nextTransaction: BigInt(next),
    };
    return { page, read: visible.length };
  }

  get all(): number[] {
    return Array.from({ length: this.started }, (_, index) => index + 1);
  }
}

function readPage(messages: Messages, progress: IndexProgress): number {
  const { page, read } = messages.page(progress.after);
  progress.advance(page);
  return read;
}

test('every message is indexed in spite of late commits between pages, and then no page is read again', () => {
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
      // Each message once more, and one page that sees every transaction ended.
      for (let pages = 0; pages < messages.all.length + 3; pages += 1) readPage(messages, progress);
      expect([...messages.indexed].sort((one, other) => one - other)).toEqual(messages.all);
      expect(readPage(messages, progress)).toBe(0);
    }),
    { numRuns: 2_000 },
  );
});

test('a burst is read once, and not again for each settled page', () => {
  const [messages, progress] = [new Messages(), new IndexProgress(0)];
  for (let sent = 0; sent < 3_000; sent += 1) {
    messages.begin();
    messages.commit(0);
  }
  let read = 0;
  for (let pages = 0; pages < 3_000; pages += 1) read += readPage(messages, progress);
  expect(read).toBe(3_000 + 2 * PAGE); // two pages are read before it is known that no earlier id can appear
});

test('messages are read while a long transaction runs, and once more after it ends', () => {
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
