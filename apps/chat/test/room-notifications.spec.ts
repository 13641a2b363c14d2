import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { chat, type NotificationLevel } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';

let chats: ChatUnderTest;
let owner: TestAccount;
let member: TestAccount;
let room: string;

beforeAll(async () => {
  chats = await startChats(1, { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000' });
  owner = await chats.identity.signUp('owner');
});
beforeEach(async () => {
  member = await chats.identity.signUp('member');
  room = await chats.newRoom(owner);
  await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: member.id });
});
afterAll(() => chats?.stop());

const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const set = (by: TestAccount, level: NotificationLevel, pausedUntil: string | null = null) =>
  chats.call(chat.rooms.setNotifications, callerOf(by), { room, level, pausedUntil });
const viewOf = (by: TestAccount) => chats.call(chat.rooms.get, callerOf(by), { room });

/** Whether a mention of the member, who has no connection, becomes a push. A second user is mentioned beside the member, so that each message has an event. */
async function isNotified(): Promise<boolean> {
  const other = await chats.identity.signUp('other');
  await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: other.id });
  const client = await chats.open(owner, 0);
  await client.join(room);
  const id = await client.storeMessage(room, `look @${member.username} @${other.username}`);
  client.close();
  const users = await eventually('the event', async () => {
    const [row] = await chats.sql<{ users: number[] }>(
      `SELECT payload->'userIds' AS users FROM chat.events WHERE name = 'chat.messages.addressed' AND payload->>'messageId' = $1`,
      [String(id)],
    );
    return row?.users;
  });
  expect(users).toContain(other.id);
  return users.includes(member.id);
}

test('a new member hears of all messages, and a stranger of a public room has no level', async () => {
  expect((await viewOf(member)).notifications).toEqual({ level: 'all', pausedUntil: null });
  const stranger = await chats.identity.signUp('stranger');
  expect((await viewOf(stranger)).notifications).toBeNull();
  expect(await refusal(set(stranger, 'nothing'))).toMatchObject({ code: 'FORBIDDEN' });
});

test.each([
  ['all', true],
  ['mentions', true],
  ['nothing', false],
] as const)('with the level %s a mention is pushed: %s; the counts stay', async (level, isPushed) => {
  await set(member, level);
  expect(await isNotified()).toBe(isPushed);
  expect(await viewOf(member)).toMatchObject({ notifications: { level }, unreadCount: 1, mentionCount: 1 });
  expect((await viewOf(owner)).notifications).toEqual({ level: 'all', pausedUntil: null });
});

test('a pause holds until its end, keeps the level, and is taken back', async () => {
  const until = inMs(60_000);
  await set(member, 'mentions', until);
  expect((await viewOf(member)).notifications).toEqual({ level: 'mentions', pausedUntil: until });
  expect(await isNotified()).toBe(false);
  await chats.sql(`UPDATE chat.members SET paused_until = now() WHERE room_id = $1 AND user_id = $2`, [room, member.id]);
  expect(await isNotified()).toBe(true);
  await set(member, 'all', inMs(60_000));
  await set(member, 'all');
  expect(await isNotified()).toBe(true);
});

test('a pause lasts a year at most', async () => {
  expect(await refusal(set(member, 'all', inMs(367 * 86_400_000)))).toMatchObject({
    code: 'VALIDATION_FAILED',
    details: [{ field: 'paused_until' }],
  });
  await set(member, 'all', inMs(365 * 86_400_000));
});

test('a banned member sets nothing, and who comes back begins anew', async () => {
  await set(member, 'nothing');
  await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: member.id, kind: 'ban' });
  expect(await refusal(set(member, 'all'))).toMatchObject({ code: 'BANNED' });
  await chats.call(chat.moderation.lift, callerOf(owner), { room, userId: member.id });
  expect((await viewOf(member)).notifications).toMatchObject({ level: 'nothing' });
  await chats.call(chat.rooms.dismiss, callerOf(owner), { room, userId: member.id });
  await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: member.id });
  expect((await viewOf(member)).notifications).toEqual({ level: 'all', pausedUntil: null });
});
