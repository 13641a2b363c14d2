import { expect, test } from '@jest/globals';
import { JoinedReads } from './joined-reads.js';

/** Reads that the test resolves by hand: first their connection, then their result. */
function reads() {
  const joined = new JoinedReads<number>();
  const begun: { sent: () => void; end: (result: number) => void; fail: (cause: Error) => void }[] = [];
  const read = (key: string) => joined.read(key, (sent) => new Promise((end, fail) => void begun.push({ sent, end, fail })));
  return { begun, read };
}

test('equal reads that wait for a connection are one', async () => {
  const { begun, read } = reads();
  const all = [read('a'), read('a'), read('b')];
  expect(begun).toHaveLength(2);
  begun[0]?.end(1);
  begun[1]?.end(2);
  expect(await Promise.all(all)).toEqual([1, 1, 2]);
});

test('a read never joins one that was sent: a change may have been committed since', async () => {
  const { begun, read } = reads();
  const before = read('a');
  begun[0]?.sent();
  const after = read('a');
  const beside = read('a');
  expect(begun).toHaveLength(2);
  begun[0]?.end(1);
  expect(await before).toBe(1);
  begun[1]?.end(2);
  expect(await Promise.all([after, beside])).toEqual([2, 2]);
});

test('a failure before a connection is there reaches all who wait, and the next read begins anew', async () => {
  const { begun, read } = reads();
  const all = [read('a'), read('a')];
  begun[0]?.fail(new Error('no connection'));
  for (const each of await Promise.allSettled(all)) expect(each.status).toBe('rejected');
  const next = read('a');
  expect(begun).toHaveLength(2);
  begun[1]?.end(3);
  expect(await next).toBe(3);
});
