import { expect, test } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { VezaError } from '@veza/sdk';
import { KeptReads } from './kept-reads.js';

function browser() {
  const records = new Map<string, unknown>();
  const session: { user: string | undefined } = { user: '7' };
  let report = (): void => undefined;
  const written = new Promise<void>((resolve) => {
    report = resolve;
  });
  const kept = {
    read: async <T>(name: string) => records.get(name) as T | undefined,
    write: async (name: string, value: unknown) => {
      records.set(name, structuredClone(value));
      report();
    },
  };
  const open = (form = 'form') => {
    const queries = new QueryClient();
    return { queries, reads: new KeptReads({ queries, kept, form, userId: () => session.user, most: 3 }) };
  };
  return { session, open, written, records };
}

test('lists and pages are there at the next start, also of another build of the same form', async () => {
  const { open, written } = browser();
  const { queries } = open();
  queries.setQueryData(['rooms'], ['General']);
  queries.setQueryData(['product', 3], { value: { name: 'A lamp' } });
  await written;
  const next = open();
  await next.reads.restore('7');
  expect(next.queries.getQueryData(['rooms'])).toEqual(['General']);
  expect(next.queries.getQueryData(['product', 3])).toEqual({ value: { name: 'A lamp' } });
});

test('what was read a moment before a reload is read again by the page that opens after it', async () => {
  const { open, written } = browser();
  open().queries.setQueryData(['playlist', 5], ['one', 'two']);
  await written;
  const next = open();
  await next.reads.restore('7');
  const seen: unknown[] = [];
  const page = new QueryObserver(next.queries, {
    queryKey: ['playlist', 5],
    queryFn: () => Promise.resolve(['two', 'one']), // moved by another editor meanwhile
    staleTime: 30_000,
  });
  seen.push(page.getCurrentResult().data);
  await new Promise<void>((resolve) => {
    const end = page.subscribe(({ data, isFetching }) => {
      if (isFetching) return;
      seen.push(data);
      end();
      resolve();
    });
  });
  expect(seen).toEqual([
    ['one', 'two'],
    ['two', 'one'],
  ]);
});

test('another user, and a build of another form, see nothing of it', async () => {
  const { open, written } = browser();
  open().queries.setQueryData(['rooms'], ['General']);
  await written;
  const [stranger, later] = [open(), open('another')];
  await stranger.reads.restore('8');
  await later.reads.restore('7');
  expect([stranger, later].map(({ queries }) => queries.getQueryData(['rooms']))).toEqual([undefined, undefined]);
});

test('what a practice or a moderator reads of others is not kept', async () => {
  const { open, written, records } = browser();
  const { queries } = open();
  queries.setQueryData(['patient', 'one'], { name: 'Ana' });
  queries.setQueryData(['reports', 'open'], [{ reason: 'spam' }]);
  queries.setQueryData(['me'], { id: 7 });
  await written;
  expect(JSON.stringify([...records.values()])).not.toMatch(/Ana|spam/);
});

test('of a list that goes on the first page is kept, and the page that is open keeps all', async () => {
  const { open, written } = browser();
  const { queries } = open();
  const data = { pages: [['one'], ['two']], pageParams: [undefined, 'next'] };
  queries.setQueryData(['tracks', 'all'], data);
  await written;
  const next = open();
  await next.reads.restore('7');
  expect(next.queries.getQueryData(['tracks', 'all'])).toEqual({ pages: [['one']], pageParams: [undefined] });
  expect(queries.getQueryData(['tracks', 'all'])).toEqual(data);
});

test('the results that were read earliest leave', async () => {
  const { open, written } = browser();
  const { queries } = open();
  for (const id of [1, 2, 3, 4]) queries.setQueryData(['product', id], { id }, { updatedAt: id });
  await written;
  const next = open();
  await next.reads.restore('7');
  const ids = [1, 2, 3, 4].filter((id) => next.queries.getQueryData(['product', id]) !== undefined);
  expect(ids).toEqual([2, 3, 4]);
});

test('a page whose session has ended keeps nothing', async () => {
  const [signedOut, signedIn] = [browser(), browser()];
  signedOut.session.user = undefined;
  for (const { open } of [signedOut, signedIn]) open().queries.setQueryData(['rooms'], ['General']);
  await signedIn.written; // the other one has had the same time
  expect(signedOut.records.size).toBe(0);
});

test('what the server refuses now is not shown from before, and is not kept', async () => {
  const { open, written } = browser();
  const { queries } = open();
  queries.setQueryData(['person', 'ada'], { name: 'Ada' });
  queries.setQueryData(['me'], { id: 7 });
  const refused = () => Promise.reject(new VezaError('GET /people/ada', 404, new Headers()));
  await queries.fetchQuery({ queryKey: ['person', 'ada'], queryFn: refused, retry: false }).catch(() => undefined);
  expect(queries.getQueryData(['person', 'ada'])).toBeUndefined();
  await written;
  const next = open();
  await next.reads.restore('7');
  expect(next.queries.getQueryData(['me'])).toEqual({ id: 7 });
  expect(next.queries.getQueryData(['person', 'ada'])).toBeUndefined();
});
