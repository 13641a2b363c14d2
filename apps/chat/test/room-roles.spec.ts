import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat, type RoomRole } from '@veza/contracts';
import { Database } from '@veza/database';
import { PersonalDataRepository } from '../src/personal-data/personal-data.repository.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { CHAT_DIALECTS } from './test-client.js';

const RAISED = { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000', CHAT_CHANGES_PER_MINUTE: '100000' };

let chats: ChatUnderTest;
let owner: TestAccount;
let platform: TestAccount;
let [ada, ben, cleo]: TestAccount[] = [];

beforeAll(async () => {
  chats = await startChats(2, RAISED);
  owner = await chats.identity.signUp('owner');
  platform = await chats.identity.signUp('moderator', 'moderator');
});

afterAll(() => chats?.stop());

const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
const FORBIDDEN = { code: 'FORBIDDEN' };

const setRole = (by: TestAccount, room: string, { id: userId }: TestAccount, role: 'moderator' | 'member') =>
  chats.call(chat.rooms.setRole, callerOf(by), { room, userId, role });
const handOver = (by: TestAccount, room: string, { id: userId }: TestAccount) =>
  chats.call(chat.rooms.handOver, callerOf(by), { room, userId });
const leave = (room: string, { id: userId, role }: TestAccount, by = { id: userId, role }) =>
  chats.call(chat.rooms.dismiss, { kind: 'user', userId: by.id, sessionId: 'of', role: by.role }, { room, userId });
const sanction = (by: TestAccount, room: string, { id: userId }: TestAccount, kind: 'ban' | 'mute' | 'kick') =>
  chats.call(chat.moderation.sanction, callerOf(by), { room, userId, kind });
const lift = (by: TestAccount, room: string, { id: userId }: TestAccount) =>
  chats.call(chat.moderation.lift, callerOf(by), { room, userId });

/** A private room of the owner with three members, of which the first `moderators` are its moderators. */
async function roomWith(moderators: number): Promise<string> {
  const people = await Promise.all(['ada', 'ben', 'cleo'].map((name) => chats.identity.signUp(name)));
  [ada, ben, cleo] = people;
  const room = await chats.newRoom(owner, { isPrivate: true });
  for (const { id } of people) await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: id });
  for (const each of people.slice(0, moderators)) await setRole(owner, room, each, 'moderator');
  return room;
}

async function rolesIn(room: string): Promise<Record<number, RoomRole>> {
  const members = await chats.call(chat.rooms.members, callerOf(platform), { room });
  return Object.fromEntries(members.map(({ userId, role }) => [userId, role]));
}

function three(): [TestAccount, TestAccount, TestAccount] {
  if (!ada || !ben || !cleo) throw new Error('The room was not made');
  return [ada, ben, cleo];
}

test('a moderator of a room deletes, sanctions, invites and sets the slow mode, and has no right of the owner', async () => {
  const room = await roomWith(1);
  const [mod, member] = three();
  const [author, governor] = [await chats.open(member, 0), await chats.open(mod, 1)];
  for (const each of [author, governor]) await each.join(room);
  const ids = [await author.storeMessage(room, 'one'), await author.storeMessage(room, 'two')].map(String);
  const frames = ids.map((id) => ({ type: 'delete_message', data: { message_id: id } }));
  governor.send('message_batch', { messages: frames });
  for (const id of ids) await author.next('message_deleted', ({ message_id }) => message_id === id);
  const guest = await chats.identity.signUp('guest');
  expect(await chats.call(chat.rooms.invite, callerOf(mod), { room, userId: guest.id })).toMatchObject({ role: 'member' });
  await sanction(mod, room, member, 'mute');
  expect(await chats.call(chat.moderation.bans, callerOf(mod), { room })).toMatchObject([{ userId: member.id, kind: 'mute' }]);
  await lift(mod, room, member);
  await leave(room, member, mod);
  expect(await chats.call(chat.rooms.update, callerOf(mod), { room, slowMode: 5 })).toMatchObject({ slowMode: 5 });
  for (const change of [{ name: 'Mine' }, { isPrivate: false }, { slowMode: 0, memberLimit: 3 }])
    expect(await refusal(chats.call(chat.rooms.update, callerOf(mod), { room, ...change }))).toMatchObject(FORBIDDEN);
  expect(await refusal(chats.call(chat.rooms.remove, callerOf(mod), { room }))).toMatchObject(FORBIDDEN);
  for (const by of [mod, guest, platform]) {
    expect(await refusal(setRole(by, room, guest, 'moderator'))).toMatchObject(FORBIDDEN);
    expect(await refusal(handOver(by, room, guest))).toMatchObject(FORBIDDEN);
  }
  const lines = await chats.call(chat.moderation.audit, callerOf(platform), { room, action: 'change role' });
  expect(lines).toMatchObject([{ moderatorId: owner.id, userId: mod.id, reason: 'moderator' }]);
});

test('a moderator of a room sanctions neither its owner nor another moderator, and lifts nothing of the owner', async () => {
  const room = await roomWith(2);
  const [mod, other, member] = three();
  for (const target of [owner, other, platform]) {
    for (const kind of ['ban', 'mute', 'kick'] as const)
      expect(await refusal(sanction(mod, room, target, kind))).toMatchObject(FORBIDDEN);
    expect(await refusal(leave(room, target, mod))).toMatchObject(FORBIDDEN);
  }
  await sanction(owner, room, member, 'ban');
  expect(await refusal(lift(mod, room, member))).toMatchObject(FORBIDDEN);
  expect(await refusal(sanction(mod, room, member, 'ban'))).toMatchObject(FORBIDDEN);
  await lift(owner, room, member);
  await sanction(mod, room, member, 'ban');
  await lift(other, room, member);
  expect(await chats.call(chat.moderation.bans, callerOf(owner), { room })).toEqual([]);
});

test('a banned moderator of a room governs nothing, and does not lift the own ban', async () => {
  const room = await roomWith(1);
  const [mod, member] = three();
  await sanction(owner, room, mod, 'ban');
  expect(await refusal(sanction(mod, room, member, 'mute'))).toMatchObject({ code: 'BANNED' });
  expect(await refusal(lift(mod, room, mod))).toMatchObject({ code: 'BANNED' });
  await lift(owner, room, mod);
  await sanction(owner, room, mod, 'mute');
  expect(await refusal(lift(mod, room, mod))).toMatchObject(FORBIDDEN);
});

test('a dismissed moderator with open sockets loses the role at once on every replica, and the room hears of it', async () => {
  const room = await roomWith(1);
  const [mod, member] = three();
  const clients = await Promise.all(CHAT_DIALECTS.map((dialect, i) => chats.open(mod, i % 2, dialect)));
  const author = await chats.open(member, 0);
  for (const each of [...clients, author]) await each.join(room);
  const id = await author.storeMessage(room, 'it stays');
  await setRole(owner, room, mod, 'member');
  for (const each of clients) {
    const isV1 = each.dialect === 'veza.v1';
    const { fields } = await each.next('member_updated', ({ role }) => role === 'member');
    expect(fields).toMatchObject({ user_id: isV1 ? String(mod.id) : mod.id, username: mod.username });
    const refused = await each.refused(each.send('delete_message', { message_id: isV1 ? String(id) : id }));
    expect(['PERMISSION_DENIED', 1002]).toContain(refused.fields.code);
  }
  expect(await refusal(sanction(mod, room, member, 'ban'))).toMatchObject(FORBIDDEN);
  await setRole(owner, room, mod, 'member');
  const history = await chats.call(chat.messages.history, callerOf(owner), { room });
  expect(history.map(({ isDeleted }) => isDeleted)).toEqual([false]);
});

test('a moderator who left comes back as a member', async () => {
  const room = await roomWith(1);
  const [mod] = three();
  await leave(room, mod);
  await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: mod.id });
  expect((await rolesIn(room))[mod.id]).toBe('member');
});

test('a room is handed over to a member that is not sanctioned; its owner becomes a moderator', async () => {
  const room = await roomWith(0);
  const [heir, banned] = three();
  const stranger = await chats.identity.signUp('stranger');
  await sanction(owner, room, banned, 'ban');
  const field = { code: 'VALIDATION_FAILED', details: [{ field: 'user_id' }] };
  expect(await refusal(handOver(owner, room, owner))).toMatchObject(field);
  expect(await refusal(handOver(owner, room, stranger))).toMatchObject(field);
  expect(await refusal(handOver(owner, room, banned))).toMatchObject({ code: 'BANNED' });
  expect(await refusal(setRole(owner, room, banned, 'moderator'))).toMatchObject({ code: 'BANNED' });
  expect(await refusal(setRole(owner, room, stranger, 'moderator'))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusal(setRole(owner, room, owner, 'member'))).toMatchObject(FORBIDDEN);
  expect(await handOver(owner, room, heir)).toMatchObject({ userId: heir.id, role: 'owner' });
  expect(await rolesIn(room)).toMatchObject({ [owner.id]: 'moderator', [heir.id]: 'owner' });
  expect(await refusal(sanction(owner, room, heir, 'ban'))).toMatchObject(FORBIDDEN);
  expect(await refusal(handOver(owner, room, owner))).toMatchObject(FORBIDDEN);
  await setRole(heir, room, owner, 'member');
  const lines = await chats.call(chat.moderation.audit, callerOf(platform), { room, action: 'hand over room' });
  expect(lines).toMatchObject([{ moderatorId: owner.id, userId: heir.id, reason: 'owner' }]);
});

test('two hand-overs and a departure at once leave exactly one owner', async () => {
  for (let round = 0; round < 5; round += 1) {
    const room = await roomWith(1);
    const [mod, one, other] = three();
    await Promise.allSettled([
      handOver(owner, room, one),
      handOver(owner, room, other),
      leave(room, owner),
      setRole(owner, room, mod, 'member'),
    ]);
    const roles = Object.values(await rolesIn(room));
    expect(roles.filter((role) => role === 'owner').length).toBeLessThanOrEqual(1);
    if (roles.includes('moderator')) expect(roles).toContain('owner');
  }
});

test('a room whose owner leaves, is removed or is erased passes to the moderator that joined first and is not banned', async () => {
  const ends: ((room: string) => Promise<unknown>)[] = [
    (room) => leave(room, owner),
    (room) => leave(room, owner, platform),
    async () => {
      const [replica] = chats.replicas;
      if (!replica) throw new Error('There is no replica');
      await replica.app.get(Database).transaction((tx) => replica.app.get(PersonalDataRepository).erase(owner.id, tx));
    },
  ];
  for (const end of ends) {
    const room = await roomWith(3);
    const [first, second, third] = three();
    await sanction(owner, room, first, 'ban');
    await setRole(owner, room, third, 'member');
    await end(room);
    expect(await rolesIn(room)).toEqual({ [first.id]: 'moderator', [second.id]: 'owner', [third.id]: 'member' });
    const lines = await chats.call(chat.moderation.audit, callerOf(platform), { room, action: 'hand over room' });
    expect(lines).toMatchObject([{ moderatorId: 0, userId: second.id }]);
  }
  const alone = await roomWith(0);
  await leave(alone, owner);
  expect(Object.values(await rolesIn(alone))).toEqual(['member', 'member', 'member']);
});
