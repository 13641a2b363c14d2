import { expect, test } from '@jest/globals';
import { forgetEarlier } from '../../chat/kept-messages.js';
import { keptInMemory } from '../../offline/kept-in-memory.js';
import { KeptDraft } from './kept-draft.js';

function browser() {
  const { records, kept } = keptInMemory();
  const session: { user: string | undefined } = { user: '7' };
  const open = (name = 'room general') => new KeptDraft({ kept, name, userId: () => session.user, forgetEarlier });
  return { records, session, open };
}

test('an unsent text is there again, and is gone once it is sent', async () => {
  const { open, records } = browser();
  const draft = open();
  expect(await draft.read()).toBe('');
  draft.write('half a');
  draft.write('half a sentence');
  await draft.save();
  expect([await open().read(), await open('room other').read()]).toEqual(['half a sentence', '']);
  draft.write(undefined); // a message is edited meanwhile
  await draft.save();
  expect(await open().read()).toBe('half a sentence');
  draft.write('');
  await draft.save();
  expect(records.size).toBe(0);
});

test('the empty field of a page that has not read yet leaves what is kept', async () => {
  const { open } = browser();
  const first = open();
  await first.read();
  first.write('later');
  await first.save();
  const next = open();
  next.write('');
  await next.save();
  expect(await next.read()).toBe('later');
});

test('what is written before the reading ends is kept, behind what was left', async () => {
  const { open } = browser();
  for (const expected of ['soon', 'soon\nsoon']) {
    const draft = open();
    const reading = draft.read();
    draft.write('soon');
    await reading;
    await draft.save();
    expect(await open().read()).toBe(expected);
  }
});

test('a draft is of one user, and of a session that goes on', async () => {
  const { open, session, records } = browser();
  const draft = open();
  await draft.read();
  draft.write('mine');
  await draft.save();
  session.user = '8';
  expect(await open().read()).toBe('');
  session.user = undefined;
  records.clear();
  draft.write('written as the session ended');
  await draft.save();
  expect(records.size).toBe(0);
});

test('of many places, the fifty latest keep theirs', async () => {
  const { open, records } = browser();
  for (let n = 1; n <= 51; n += 1) records.set(`draft:room ${n}`, { userId: '7', seenAt: n, text: `text ${n}` });
  const draft = open('room new');
  await draft.read();
  draft.write('the latest');
  await draft.save();
  expect(records.size).toBe(50);
  expect(['draft:room 2', 'draft:room 3', 'draft:room new'].map((name) => records.has(name))).toEqual([false, true, true]);
});
