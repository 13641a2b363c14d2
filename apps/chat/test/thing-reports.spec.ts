import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat, type ReportedThing } from '@veza/contracts';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';

let chats: ChatUnderTest;
let moderator: TestAccount;
let owner: TestAccount;

beforeAll(async () => {
  chats = await startChats(1);
  [moderator, owner] = await Promise.all([chats.identity.signUp('moderator', 'moderator'), chats.identity.signUp('owner')]);
});
afterAll(() => chats?.stop());

const comment = (id: number): ReportedThing => ({ kind: 'comment', id, title: 'Suite', text: 'buy gold', trackId: 3 });
const report = (by: TestAccount, thing: ReportedThing, reason = 'spam') =>
  chats.call(chat.moderation.reportThing, callerOf(by), { userId: owner.id, thing, reason, details: 'look' });
const list = (query: object = {}) => chats.call(chat.moderation.reports, callerOf(moderator), query);
const codeOf = (call: Promise<unknown>) => call.catch((error: unknown) => error);

test('a thing has one open report by a reporter, as it was first, in one list with reports of people', async () => {
  const [ada, ben] = await Promise.all([chats.identity.signUp('ada'), chats.identity.signUp('ben')]);
  const { id } = await report(ada, comment(5));
  expect(await report(ada, { ...comment(5), text: 'harmless' }, 'abuse')).toEqual({ id });
  const { id: person } = await chats.call(chat.moderation.reportPerson, callerOf(ada), { userId: owner.id, reason: 'rude' });
  const { id: second } = await report(ben, comment(5));
  const { id: other } = await report(ada, comment(6)); // of the same owner
  expect((await list()).map(({ id: each, kind, reporters }) => [each, kind, reporters])).toEqual([
    [other, 'comment', 1],
    [second, 'comment', 2],
    [person, 'person', 1],
    [id, 'comment', 2],
  ]);
  expect((await list({ kind: 'person' })).map((each) => each.id)).toEqual([person]);
  expect((await list({ kind: 'album' })).map((each) => each.id)).toEqual([]);
  expect((await list({ kind: 'comment', limit: 2 })).map((each) => each.id)).toEqual([other, second]);
  expect((await list({ limit: 2, before: second })).map((each) => each.id)).toEqual([person, id]);
  const facts = { userId: owner.id, reporterId: ada.id, reason: 'abuse', details: 'look', status: 'open', thing: comment(5) };
  expect((await list()).at(-1)).toMatchObject({ ...facts, messageId: null, room: null, content: 'buy gold', context: [] });

  const decision = { id, status: 'actioned', resolution: 'gone' } as const;
  expect(await codeOf(chats.call(chat.moderation.resolve, callerOf(ada), decision))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await chats.call(chat.moderation.resolve, callerOf(moderator), decision)).toMatchObject({
    ...{ status: 'actioned', resolution: 'gone', kind: 'comment', reporters: 2 },
  });
  expect((await list({ status: 'actioned' })).map((each) => each.id)).toEqual([id]);
  const [line] = await chats.call(chat.moderation.audit, callerOf(moderator), { userId: owner.id });
  expect(line).toMatchObject({ action: 'report actioned', subject: 'comment:5', room: null, reason: 'gone' });
  expect((await report(ada, comment(5))).id).not.toBe(id);
});

test('a part of a page is a thing of its kind, beside the report of its person', async () => {
  const cleo = await chats.identity.signUp('cleo');
  const part = (kind: 'picture' | 'words'): ReportedThing => ({ kind, id: owner.id, title: 'owner', text: kind, trackId: null });
  await report(cleo, part('picture'));
  const { id } = await report(cleo, part('words'));
  expect(await list({ kind: 'words' })).toMatchObject([{ id, userId: owner.id, thing: part('words') }]);
});

test('people report nothing of their own, and 20 things an hour', async () => {
  expect(await codeOf(report(owner, comment(7)))).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ field: 'id' }] });
  const eager = await chats.identity.signUp('eager');
  for (let at = 0; at < 20; at += 1) await report(eager, comment(100 + at));
  const refused = await codeOf(report(eager, comment(120)));
  expect(refused).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
  expect(await list({ kind: 'comment', limit: 1 })).toMatchObject([{ thing: { id: 119 } }]);
});
