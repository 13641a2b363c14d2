import { expect, test } from '@jest/globals';
import type { ChatMessage } from '@veza/sdk/chat';
import { keptInMemory } from '../offline/kept-in-memory.js';
import { KeptMessages } from './kept-messages.js';

function browser() {
  const { records, kept } = keptInMemory();
  const session: { user: string | undefined } = { user: '7' };
  const open = (form = 'form') => new KeptMessages({ kept, form, userId: () => session.user });
  return { records, session, open };
}

const room = { room: 'general' };
const messages = (count: number): ChatMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    place: room,
    id: index + 1,
    seq: index + 1,
    at: index,
    userId: 1,
    username: 'ana',
    type: 'text',
    content: `message ${index + 1}`,
    replyTo: null,
    mentions: [],
    files: [],
    isEdited: false,
    isDeleted: false,
    reactions: [],
    clientId: null,
  }));

test('the newest hundred messages of a place are there at the next start', async () => {
  const { open } = browser();
  await open().write(room, '7', messages(130));
  const [first, ...others] = await open().read(room);
  expect([first?.seq, others.length]).toEqual([31, 99]);
  expect(await open().read({ user: 3 })).toEqual([]);
});

test('messages are of one user, and of one form', async () => {
  const { open, session } = browser();
  await open().write(room, '7', messages(1));
  expect(await open('another').read(room)).toEqual([]);
  session.user = '8';
  expect(await open().read(room)).toEqual([]);
});

test('what a page writes after its session has ended is not kept', async () => {
  const { open, session, records } = browser();
  session.user = undefined;
  await open().write(room, '7', messages(1));
  session.user = '8';
  await open().write(room, '7', messages(1));
  expect([...records.keys()]).toEqual([]);
});

test('twenty places are kept: the one that was seen longest ago leaves', async () => {
  const { open, records } = browser();
  records.set('unsent:one', {});
  for (let number = 1; number <= 21; number += 1) {
    records.set(`messages:room r${number}`, { form: 'form', userId: '7', seenAt: number, messages: [] });
  }
  await open().write(room, '7', messages(1));
  const names = [...records.keys()];
  expect(names).toHaveLength(21);
  expect(names).toEqual(expect.arrayContaining(['unsent:one', 'messages:room general', 'messages:room r21', 'messages:room r3']));
});

test('a place that may not be read any more is forgotten', async () => {
  const { open } = browser();
  await open().write(room, '7', messages(1));
  await open().remove(room);
  expect(await open().read(room)).toEqual([]);
});
