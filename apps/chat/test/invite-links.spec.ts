import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { chat, MOST_INVITE_LINKS } from '@veza/contracts';
import { Database } from '@veza/database';
import { PersonalDataRepository } from '../src/personal-data/personal-data.repository.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';

let chats: ChatUnderTest;
let owner: TestAccount;
let moderator: TestAccount;
let guest: TestAccount;
let platform: TestAccount;
let room: string;

beforeAll(async () => {
  chats = await startChats(2, { CHAT_CHANGES_PER_MINUTE: '100000' });
  owner = await chats.identity.signUp('owner');
  moderator = await chats.identity.signUp('mod');
  platform = await chats.identity.signUp('platform', 'moderator');
});
beforeEach(async () => {
  guest = await chats.identity.signUp('guest');
  room = await chats.newRoom(owner, { isPrivate: true });
  await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: moderator.id });
  await chats.call(chat.rooms.setRole, callerOf(owner), { room, userId: moderator.id, role: 'moderator' });
});
afterAll(() => chats?.stop());

const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
const ENDED = { code: 'NOT_FOUND' };

const create = (by: TestAccount, input: { maxUses?: number; hours?: number } = {}) =>
  chats.call(chat.inviteLinks.create, callerOf(by), { room, ...input });
const list = (by: TestAccount) => chats.call(chat.inviteLinks.list, callerOf(by), { room });
const revoke = (by: TestAccount, id: number) => chats.call(chat.inviteLinks.revoke, callerOf(by), { room, id });
const lookUp = (by: TestAccount, code: string) => chats.call(chat.inviteLinks.lookUp, callerOf(by), { code });
const join = (by: TestAccount, code: string) => chats.call(chat.inviteLinks.join, callerOf(by), { code });
const setRole = (role: 'moderator' | 'member') =>
  chats.call(chat.rooms.setRole, callerOf(owner), { room, userId: moderator.id, role });
const isMember = async ({ id }: TestAccount) =>
  (await chats.call(chat.rooms.members, callerOf(owner), { room })).some(({ userId }) => userId === id);
const counts = async () =>
  (await chats.sql('SELECT uses FROM chat.invite_links WHERE room_id = $1 ORDER BY id', [room])).map(({ uses }) => uses);

test('a link shows its room and makes a member, and its code is stored as a hash only', async () => {
  const { code, ...link } = await create(owner, { maxUses: 3, hours: 2 });
  expect(code).toMatch(/^[\w-]{22}$/);
  expect(link).toMatchObject({ createdBy: owner.id, username: owner.username, maxUses: 3, uses: 0 });
  expect(Date.parse(link.expiresAt) - Date.parse(link.createdAt)).toBe(7_200_000);
  const [stored] = await chats.sql('SELECT * FROM chat.invite_links WHERE room_id = $1', [room]);
  expect(stored?.['code_hash']).toEqual(createHash('sha256').update(code).digest());
  expect(JSON.stringify(stored)).not.toContain(code);
  expect(JSON.stringify(await list(moderator))).not.toMatch(new RegExp(`${code}|hash`, 'i'));

  expect(await lookUp(guest, code)).toEqual({
    id: room,
    name: expect.any(String),
    description: null,
    memberCount: 2,
    isMember: false,
  });
  expect(await isMember(guest)).toBe(false);
  expect(await join(guest, code)).toMatchObject({ id: room, isMember: true, memberCount: 3, unreadCount: 0 });
  expect(await join(guest, code)).toMatchObject({ id: room, memberCount: 3 });
  expect(await lookUp(guest, code)).toMatchObject({ isMember: true });
  expect(await list(owner)).toMatchObject([{ id: link.id, uses: 1 }]);
  const client = await chats.open(guest, 1);
  await client.join(room);
  client.close();
});

test('only the owner and the moderators of the room make, list and revoke its links', async () => {
  const { id } = await create(owner);
  const member = await chats.identity.signUp('member');
  await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: member.id });
  for (const by of [member, guest, platform])
    for (const act of [() => create(by), () => list(by), () => revoke(by, id)])
      expect(await refusal(act())).toMatchObject({ code: 'FORBIDDEN' });
  const own = await create(moderator);
  expect((await list(owner)).map((link) => link.id)).toEqual([own.id, id]);
  await revoke(moderator, id);
  await revoke(moderator, id);
  expect((await list(moderator)).map((link) => link.id)).toEqual([own.id]);
  const actions = async (action: 'create invite link' | 'revoke invite link') =>
    (await chats.call(chat.moderation.audit, callerOf(platform), { room, action })).map(({ moderatorId, subject }) => [
      moderatorId,
      subject,
    ]);
  expect(await actions('create invite link')).toEqual([[moderator.id, `invite link:${own.id}`]]);
  expect(await actions('revoke invite link')).toEqual([[moderator.id, `invite link:${id}`]]);
});

test('a link of another room is not revoked', async () => {
  const { id } = await create(owner);
  const other = await chats.newRoom(owner);
  await chats.call(chat.inviteLinks.revoke, callerOf(owner), { room: other, id });
  expect(await list(owner)).toHaveLength(1);
});

test('a revoked, an unknown and an expired link are the same, and so is one of a deleted room', async () => {
  const [revoked, expired, last] = [await create(owner), await create(owner), await create(owner)];
  await revoke(owner, revoked.id);
  await chats.sql('UPDATE chat.invite_links SET expires_at = now() WHERE id = $1', [expired.id]);
  await chats.call(chat.rooms.remove, callerOf(owner), { room });
  const errors = await Promise.all(
    [revoked.code, expired.code, last.code, 'A'.repeat(22)].flatMap((code) => [
      refusal(lookUp(guest, code)),
      refusal(join(guest, code)),
    ]),
  );
  for (const error of errors) expect(error).toMatchObject({ ...ENDED, message: 'This invite link is not valid, or has ended' });
});

test('so many people join as the link has uses, also at once on two replicas', async () => {
  const { code } = await create(owner, { maxUses: 3 });
  const people = await Promise.all(Array.from({ length: 8 }, (_, n) => chats.identity.signUp(`crowd${n}`)));
  const outcomes = await Promise.all(people.map((each) => refusal(join(each, code))));
  const refused = outcomes.filter((outcome) => outcome instanceof Error);
  expect(refused).toHaveLength(5);
  for (const error of refused) expect(error).toMatchObject(ENDED);
  expect(await counts()).toEqual([3]);
  expect(await list(owner)).toEqual([]);
  const [row] = await chats.sql(
    'SELECT member_count AS n, (SELECT count(*)::int FROM chat.members WHERE room_id = id) AS rows FROM chat.rooms WHERE id = $1',
    [room],
  );
  expect(row).toEqual({ n: 5, rows: 5 });
});

test('a full room takes no use of a link', async () => {
  await chats.call(chat.rooms.update, callerOf(owner), { room, memberLimit: 2 });
  const { code } = await create(owner, { maxUses: 1 });
  expect(await refusal(join(guest, code))).toMatchObject({ code: 'ROOM_FULL' });
  expect(await counts()).toEqual([0]);
  await chats.call(chat.rooms.update, callerOf(owner), { room, memberLimit: null });
  expect(await join(guest, code)).toMatchObject({ isMember: true });
});

test('a banned person does not see the room of a link, and does not join', async () => {
  const { code } = await create(owner);
  await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: guest.id, kind: 'ban' });
  expect(await refusal(lookUp(guest, code))).toMatchObject({ code: 'BANNED' });
  expect(await refusal(join(guest, code))).toMatchObject({ code: 'BANNED' });
  expect([await isMember(guest), await counts()]).toEqual([false, [0]]);
  await chats.call(chat.moderation.lift, callerOf(owner), { room, userId: guest.id });
  await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: guest.id, kind: 'mute' });
  expect(await join(guest, code)).toMatchObject({ isMember: true });
});

test('a bot joins by no link', async () => {
  const { code } = await create(owner);
  const bot = await chats.identity.signUp('bot', 'user', guest);
  expect(await refusal(join(bot, code))).toMatchObject({ code: 'FORBIDDEN' });
});

test.each(['loses the role', 'leaves', 'is banned'])('the links of a creator that %s do not work', async (how) => {
  const { code } = await create(moderator);
  const own = await create(owner);
  if (how === 'loses the role') await setRole('member');
  if (how === 'leaves') await chats.call(chat.rooms.dismiss, callerOf(moderator), { room, userId: moderator.id });
  if (how === 'is banned')
    await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: moderator.id, kind: 'ban' });
  for (const act of [lookUp, join]) expect(await refusal(act(guest, code))).toMatchObject(ENDED);
  expect((await list(owner)).map(({ id }) => id)).toEqual([own.id]);
  expect(await join(guest, own.code)).toMatchObject({ isMember: true });
});

test('the links of an erased account are deleted', async () => {
  const { code } = await create(moderator);
  const app = chats.replicas[0]?.app;
  await app?.get(Database).transaction((tx) => app.get(PersonalDataRepository).erase(moderator.id, tx));
  expect(await chats.sql('SELECT FROM chat.invite_links WHERE room_id = $1', [room])).toEqual([]);
  expect(await refusal(join(guest, code))).toMatchObject(ENDED);
  moderator = await chats.identity.signUp('mod');
});

test('a room has so many links in force at most, also of those that are made at once; an ended one gives its place back', async () => {
  const outcomes = await Promise.all(Array.from({ length: MOST_INVITE_LINKS + 4 }, () => refusal(create(owner))));
  const refused = outcomes.filter((outcome) => outcome instanceof Error);
  expect(refused).toHaveLength(4);
  for (const error of refused) expect(error).toMatchObject({ code: 'CONFLICT' });
  const links = await list(owner);
  expect(links).toHaveLength(MOST_INVITE_LINKS);
  await chats.sql('UPDATE chat.invite_links SET expires_at = now() WHERE id = $1', [links[0]?.id]);
  await create(moderator);
  expect(await list(owner)).toHaveLength(MOST_INVITE_LINKS);
});

test('a person tries so many codes a minute, right or wrong', async () => {
  const { code } = await create(owner);
  for (let tried = 0; tried < 20; tried += 1) expect(await refusal(lookUp(guest, 'B'.repeat(22)))).toMatchObject(ENDED);
  for (const act of [lookUp, join]) expect(await refusal(act(guest, code))).toMatchObject({ code: 'RATE_LIMITED' });
  expect(await join(await chats.identity.signUp('other'), code)).toMatchObject({ isMember: true });
});
