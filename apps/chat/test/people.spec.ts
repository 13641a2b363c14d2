import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat, SYSTEM } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import type { Fields, TestClient } from './test-client.js';

/** What users may do to each other: blocks, sanctions, and the entry of moderators. */

let chats: ChatUnderTest;
let owner: TestAccount;
let moderator: TestAccount;
let admin: TestAccount;

beforeAll(async () => {
  chats = await startChats(1, {
    CHAT_MESSAGES_PER_MINUTE: '12',
    CHAT_MODERATION_WORDS: 'durian',
    CHAT_MODERATION_STRIKES: '2',
  });
  [owner, moderator, admin] = await Promise.all([
    chats.identity.signUp('owner'),
    chats.identity.signUp('moderator', 'moderator'),
    chats.identity.signUp('admin', 'admin'),
  ]);
});

afterAll(() => chats?.stop());

const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

async function joined(person: TestAccount, room: string): Promise<TestClient> {
  const client = await chats.open(person, 0);
  await client.join(room);
  return client;
}

async function sent(client: TestClient, room: string, content: string): Promise<string> {
  return String((await client.acked(client.sendMessage(room, content))).fields.message_id);
}

/** Resolves after all earlier commands of the client: those that were dropped silently included. */
async function settled(client: TestClient): Promise<void> {
  const from = client.received.length;
  client.send('ping', {});
  await client.next('pong', undefined, from);
}

const reaction = (room: string, id: string, content: string): Fields => ({
  room_id: room,
  message_type: 'reaction',
  reply_to: id,
  content,
});

const sanction = (by: TestAccount, room: string, person: TestAccount, kind: 'ban' | 'mute' | 'kick') =>
  chats.call(chat.moderation.sanction, callerOf(by), { room, userId: person.id, kind });
const lift = (by: TestAccount, room: string, person: TestAccount) =>
  chats.call(chat.moderation.lift, callerOf(by), { room, userId: person.id });

test('a blocked user cannot edit, react to, or send receipts about earlier direct messages, or see presence', async () => {
  const [bela, otto] = await Promise.all([chats.identity.signUp('bela'), chats.identity.signUp('otto')]);
  const [listening, pest] = [await chats.open(bela, 0), await chats.open(otto, 0)];
  const own = String((await pest.acked(pest.sendDirect(bela.id, 'hello'))).fields.message_id);
  const hers = String((await listening.acked(listening.sendDirect(otto.id, 'hi'))).fields.message_id);
  await chats.call(chat.blocks.put, callerOf(bela), { userId: otto.id });
  for (const person of [bela, otto])
    expect(await chats.call(chat.conversations.list, callerOf(person), {})).toMatchObject([{ isOnline: false, lastSeen: null }]);
  const before = listening.received.length;
  const refused = [
    pest.send('edit_message', { message_id: own, content: 'by an edit' }),
    pest.send('message', reaction('general', hers, '👎')),
    pest.send('message', reaction('general', own, '👎')),
  ];
  for (const ref of refused) expect((await pest.refused(ref)).fields).toMatchObject({ code: 1002, details: 'BLOCKED' });
  pest.send('read_receipt', { user_id: String(bela.id), message_id: hers });
  await settled(pest);
  await chats.call(chat.conversations.markRead, callerOf(otto), { userId: bela.id });
  pest.send('delete_message', { message_id: own }); // takes back: allowed
  await listening.next('message_deleted');
  expect(listening.received.slice(before).map(({ type }) => type)).toEqual(['message_deleted']);
});

test('a blocked user cannot react to messages of the other user in a room, and is not counted as a mention', async () => {
  const room = await chats.newRoom(owner);
  const [shy, pest] = await Promise.all([chats.identity.signUp('shy'), chats.identity.signUp('pest')]);
  const [writing, answering] = [await joined(shy, room), await joined(pest, room)];
  const id = await sent(writing, room, 'look');
  await chats.call(chat.blocks.put, callerOf(shy), { userId: pest.id });
  expect((await answering.refused(answering.send('message', reaction(room, id, '👎')))).fields.details).toBe('BLOCKED');
  await sent(answering, room, `@${shy.username} @${owner.username}`);
  const mentions = async (person: TestAccount) => (await chats.call(chat.rooms.get, callerOf(person), { room })).mentionCount;
  expect([await mentions(shy), await mentions(owner)]).toEqual([0, 1]);
});

test('users without a connection are named when a message is for them, unless they blocked its author or may not read it', async () => {
  const room = await chats.newRoom(owner);
  const signUp = (name: string) => chats.identity.signUp(name);
  const [away, present, blocker] = [await signUp('away'), await signUp('present'), await signUp('shutout')];
  const [expelled, stranger, writer] = [await signUp('expelled'), await signUp('stranger'), await signUp('writer')];
  for (const { id: userId } of [away, blocker, expelled]) await chats.call(chat.rooms.invite, callerOf(owner), { room, userId });
  await chats.call(chat.blocks.put, callerOf(blocker), { userId: writer.id });
  await sanction(moderator, room, expelled, 'ban');
  await joined(present, room);
  const writing = await joined(writer, room);
  const everyone = [away, present, blocker, expelled, stranger, writer];
  await sent(writing, room, 'to nobody in particular');
  const id = await sent(writing, room, everyone.map(({ username }) => `@${username}`).join(' '));
  await writing.acked(writing.sendDirect(present.id, 'online'));
  const direct = String((await writing.acked(writing.sendDirect(away.id, 'offline'))).fields.message_id);
  const events = await eventually('both events', async () => {
    const rows = await chats.sql<{ payload: object }>(
      `SELECT payload FROM chat.events WHERE name = 'chat.messages.addressed' AND payload->>'authorId' = $1 ORDER BY id`,
      [String(writer.id)],
    );
    return rows.length >= 2 && rows.map(({ payload }) => payload);
  });
  const [low, high] = [away.id, writer.id].sort((one, other) => one - other);
  expect(events).toEqual([
    { messageId: Number(id), roomId: room, roomName: expect.any(String), authorId: writer.id, userIds: [away.id] },
    { messageId: Number(direct), roomId: `dm:${low}:${high}`, roomName: null, authorId: writer.id, userIds: [away.id] },
  ]);
  const [mentioned] = await chats.sql<{ payload: { messageId: number; userIds: number[] } }>(
    `SELECT payload FROM chat.events WHERE name = 'chat.messages.mentioned' AND payload->>'authorId' = $1 ORDER BY id`,
    [String(writer.id)],
  );
  expect(mentioned?.payload).toMatchObject({ messageId: Number(id), roomId: room });
  expect(mentioned?.payload.userIds.toSorted()).toEqual([away.id, present.id].toSorted());
  const readable = async ({ id: userId }: TestAccount) =>
    (await chats.call(chat.messages.readable, SYSTEM, { userId, ids: [Number(id), Number(direct)] })).ids;
  expect(await Promise.all([away, present, blocker, expelled].map(readable))).toEqual([
    [Number(id), Number(direct)],
    [Number(id)],
    [],
    [],
  ]);
  const refs = ['one', 'two', 'three'].map((text) => writing.sendMessage(room, `${text} @${away.username} @${present.username}`));
  const ids = await Promise.all(refs.map(async (ref) => Number((await writing.acked(ref)).fields.message_id)));
  const announced = await eventually('the events of a batch', async () => {
    const rows = await chats.sql<{ id: number; users: number[] }>(
      `SELECT (payload->>'messageId')::int AS id, payload->'userIds' AS users FROM chat.events
       WHERE name = 'chat.messages.addressed' AND payload->>'authorId' = $1 ORDER BY id`,
      [String(writer.id)],
    );
    return rows.length === 5 && rows.slice(2);
  });
  expect(announced.map(({ id, users }) => [id, users])).toEqual(ids.map((id) => [id, [away.id]]));
});

test('a blocked user cannot add the other user to a room', async () => {
  const [guest, host] = await Promise.all([chats.identity.signUp('guest'), chats.identity.signUp('host')]);
  await chats.call(chat.blocks.put, callerOf(guest), { userId: host.id });
  for (const isPrivate of [true, false]) {
    const room = await chats.newRoom(host, { isPrivate });
    const invite = chats.call(chat.rooms.invite, callerOf(host), { room, userId: guest.id });
    expect(await refusal(invite)).toMatchObject({ code: 'BLOCKED' });
    expect(await chats.call(chat.rooms.members, callerOf(host), { room })).toHaveLength(1);
  }
});

test('a user cannot block the own account', async () => {
  expect(await refusal(chats.call(chat.blocks.put, callerOf(owner), { userId: owner.id }))).toMatchObject({
    code: 'VALIDATION_FAILED',
  });
});

test('a reaction is one emoji', async () => {
  const room = await chats.newRoom(owner);
  const client = await joined(owner, room);
  const id = await sent(client, room, 'look');
  for (const content of ['you are dumb!!!', 'x', '👍👍'])
    expect((await client.refused(client.send('message', reaction(room, id, content)))).fields.code).toBe(1007);
  client.send('message', reaction(room, id, '❤'));
  await client.next('message_received', ({ message_type }) => message_type === 'reaction');
});

test('a muted user cannot edit, react, type or upload', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('muted');
  const [client, witness] = [await joined(person, room), await joined(owner, room)];
  const id = await sent(client, room, 'look');
  client.send('typing_start', { room_id: room });
  await witness.next('typing_indicator', ({ is_typing }) => is_typing === true);
  client.send('file_upload', { room_id: room, filename: 'a.png', mime_type: 'image/png', size: 10 });
  const token = new URL(String((await client.next('file_upload_ready')).fields.upload_url)).searchParams.get('token') ?? '';
  await sanction(owner, room, person, 'mute');
  await witness.next('typing_indicator', ({ is_typing }) => is_typing === false);
  await witness.next('moderation_action');
  const before = witness.received.length;
  const refused = [
    client.send('edit_message', { message_id: id, content: 'by an edit' }),
    client.send('message', reaction(room, id, '👎')),
    client.send('file_upload', { room_id: room, filename: 'a.png', mime_type: 'image/png', size: 10 }),
  ];
  for (const ref of refused) expect((await client.refused(ref)).fields).toMatchObject({ code: 1008 });
  expect(await refusal(chats.call(chat.files.admit, SYSTEM, { token }))).toMatchObject({ code: 'BANNED' });
  client.send('typing_start', { room_id: room });
  await settled(client);
  client.send('delete_message', { message_id: id }); // takes back: allowed
  await witness.next('message_deleted');
  expect(witness.received.slice(before).map(({ type }) => type)).toEqual(['message_deleted']);
});

test('slow mode holds for edits and uploads, and allows one correction of a message', async () => {
  const room = await chats.newRoom(owner, { slowMode: 3_600 });
  const client = await joined(await chats.identity.signUp('slow'), room);
  const id = await sent(client, room, 'firts');
  client.send('edit_message', { message_id: id, content: 'first' });
  await client.next('message_edited');
  const refused = [
    client.send('edit_message', { message_id: id, content: 'second' }),
    client.send('file_upload', { room_id: room, filename: 'a.png', mime_type: 'image/png', size: 10 }),
  ];
  for (const ref of refused) expect((await client.refused(ref)).fields.code).toBe(1003);
});

test('an upload counts as a message', async () => {
  const room = await chats.newRoom(owner);
  const client = await joined(await chats.identity.signUp('uploads'), room);
  const upload = () => client.send('file_upload', { room_id: room, filename: 'a.png', mime_type: 'image/png', size: 10 });
  const refs = Array.from({ length: 13 }, upload);
  expect((await client.refused(refs.at(-1) ?? '')).fields.code).toBe(1003);
  expect(client.received.filter(({ type }) => type === 'file_upload_ready')).toHaveLength(12);
});

test('a sanction is lifted or replaced by its rank or a higher one only', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('sanctioned');
  await sanction(moderator, room, person, 'ban');
  expect(await refusal(lift(owner, room, person))).toMatchObject({ code: 'FORBIDDEN' });
  const shorter = chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: person.id, duration: '1h' });
  expect(await refusal(shorter)).toMatchObject({ code: 'FORBIDDEN' });
  await sanction(owner, room, person, 'mute');
  expect(await refusal(lift(owner, room, person))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await chats.call(chat.moderation.bans, callerOf(owner), { room })).toMatchObject([
    { kind: 'mute', moderatorId: owner.id },
    { kind: 'ban', moderatorId: moderator.id, duration: 'permanent' },
  ]);
  await lift(admin, room, person);
  expect(await chats.call(chat.moderation.bans, callerOf(owner), { room })).toEqual([]);
});

test('an automatic mute does not replace the one of a moderator, and its user does not lift it', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('repeats');
  const client = await joined(person, room);
  await sanction(moderator, room, person, 'mute');
  for (const _ of [1, 2]) await client.refused(client.sendMessage(room, 'durian'));
  expect(await chats.call(chat.moderation.bans, callerOf(owner), { room })).toMatchObject([
    { moderatorId: moderator.id, duration: 'permanent' },
  ]);
  const own = await joined(owner, room);
  for (const _ of [1, 2]) await own.refused(own.sendMessage(room, 'durian'));
  expect(await refusal(lift(owner, room, owner))).toMatchObject({ code: 'FORBIDDEN' });
});

test('a banned owner does not govern the room', async () => {
  const person = await chats.identity.signUp('tyrant');
  const [room, other] = [await chats.newRoom(person), await chats.identity.signUp('other')];
  await chats.call(chat.rooms.invite, callerOf(person), { room, userId: other.id });
  await sanction(moderator, room, person, 'ban');
  const calls = [
    lift(person, room, person),
    sanction(person, room, other, 'mute'),
    sanction(person, room, moderator, 'ban'),
    chats.call(chat.moderation.bans, callerOf(person), { room }),
    chats.call(chat.rooms.dismiss, callerOf(person), { room, userId: other.id }),
    chats.call(chat.rooms.invite, callerOf(person), { room, userId: admin.id }),
    chats.call(chat.rooms.remove, callerOf(person), { room }),
  ];
  for (const error of await Promise.all(calls.map(refusal))) expect(error).toMatchObject({ code: 'BANNED' });
});

test('owners and moderators cannot sanction moderators; an administrator can', async () => {
  const room = await chats.newRoom(owner);
  const colleague = await chats.identity.signUp('colleague', 'moderator');
  for (const by of [owner, moderator, colleague])
    for (const target of [moderator, colleague, admin].filter(({ id }) => id !== by.id)) {
      expect(await refusal(sanction(by, room, target, 'kick'))).toMatchObject({ code: 'FORBIDDEN' });
      const dismissal = chats.call(chat.rooms.dismiss, callerOf(by), { room, userId: target.id });
      expect(await refusal(dismissal)).toMatchObject({ code: 'FORBIDDEN' });
    }
  await sanction(admin, room, colleague, 'ban');
  expect(await refusal(sanction(colleague, room, owner, 'mute'))).toMatchObject({ code: 'BANNED' });
  expect(await refusal(lift(colleague, room, colleague))).toMatchObject({ code: 'BANNED' });
});

test('a moderator reads a private room only after an entry that its members see and the audit lists', async () => {
  const room = await chats.newRoom(owner, { isPrivate: true });
  const member = await joined(owner, room);
  const id = await sent(member, room, 'among ourselves');
  const read = () => chats.call(chat.messages.history, callerOf(moderator), { room });
  expect(await refusal(read())).toMatchObject({ code: 'FORBIDDEN' });
  const client = await chats.open(moderator, 0);
  const history = client.send('room_history', { room_id: room, limit: 10, offset: 0 });
  expect((await client.refused(history)).fields.code).toBe(1002);
  expect((await chats.call(chat.rooms.get, callerOf(moderator), { room })).lastMessage).toBeNull();
  await chats.call(chat.moderation.versions, callerOf(moderator), { messageId: Number(id) });

  const enter = (person: TestAccount) => chats.call(chat.rooms.invite, callerOf(moderator), { room, userId: person.id });
  const accomplice = await chats.identity.signUp('accomplice');
  for (const person of [moderator, moderator, accomplice]) await enter(person);
  const notices = (await read()).slice(1).map(({ userId, content }) => [userId, content]);
  expect(notices).toEqual([
    [moderator.id, 'I have joined this private room as a moderator of the platform.'],
    [moderator.id, `I have added ${accomplice.username} to this private room as a moderator of the platform.`],
  ]);
  for (const [, content] of notices) await member.message(String(content));
  const lines = await chats.call(chat.moderation.audit, callerOf(admin), { room });
  expect(lines.map(({ action, userId, moderatorId }) => [action, userId, moderatorId])).toEqual([
    ['add member', accomplice.id, moderator.id],
    ['add member', moderator.id, moderator.id],
    ['read versions', null, moderator.id],
  ]);
});

test('a room name has no invisible characters and does not look like that of the first room', async () => {
  for (const name of ['\u200bgeneral\u202e', 'a\u200db', 'gene\u00adral'])
    expect(await refusal(chats.newRoom(owner, { name }))).toMatchObject({ code: 'VALIDATION_FAILED' });
  for (const name of ['general', 'GeneraI', 'ɡeneral', 'ｇeneral'])
    expect(await refusal(chats.newRoom(owner, { name }))).toMatchObject({ code: 'CONFLICT' });
  for (const name of ['Family 👨‍👩‍👧', 'می‌خواهم', 'Generally']) await chats.newRoom(owner, { name });
});

test('a room that a moderator deletes is on the audit list', async () => {
  const room = await chats.newRoom(owner);
  await chats.call(chat.rooms.remove, callerOf(moderator), { room });
  expect(await chats.call(chat.moderation.audit, callerOf(admin), { room })).toMatchObject([
    { action: 'delete room', moderatorId: moderator.id },
  ]);
});

test('a muted user sees the mute in the list of rooms until it is lifted', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('muted');
  const mute = async () => (await chats.call(chat.rooms.get, callerOf(person), { room })).mute;
  expect(await mute()).toBeNull();
  const sanction = { room, userId: person.id, kind: 'mute', duration: '1h' } as const;
  const { until } = await chats.call(chat.moderation.sanction, callerOf(owner), sanction);
  expect(await mute()).toEqual({ until });
  await chats.call(chat.moderation.lift, callerOf(owner), { room, userId: person.id });
  expect(await mute()).toBeNull();
});

test('a person has one open report by a reporter, with their last messages, also where one blocks the other', async () => {
  const [rude, reporter] = await Promise.all([chats.identity.signUp('rude'), chats.identity.signUp('reporter')]);
  const writing = await chats.open(rude, 0);
  await writing.acked(writing.sendDirect(reporter.id, 'you again'));
  await chats.call(chat.blocks.put, callerOf(rude), { userId: reporter.id });
  const report = (reason: string) =>
    chats.call(chat.moderation.reportPerson, callerOf(reporter), { userId: rude.id, reason, details: 'every day' });
  const { id } = await report('spam');
  expect(await report('abuse')).toEqual({ id });
  const found = (await chats.call(chat.moderation.reports, callerOf(moderator), {})).filter((each) => each.userId === rude.id);
  const context = [{ userId: rude.id, content: 'you again' }];
  expect(found).toMatchObject([{ id, messageId: null, room: null, reason: 'abuse', details: 'every day', content: '', context }]);
  const decision = { id, status: 'actioned', deleteMessage: true } as const;
  expect(await chats.call(chat.moderation.resolve, callerOf(moderator), decision)).toMatchObject({ status: 'actioned' });
  expect((await report('abuse')).id).not.toBe(id);
  const lines = await chats.call(chat.moderation.audit, callerOf(moderator), { userId: rude.id });
  expect(lines).toMatchObject([{ action: 'report actioned', room: null, subject: null, moderatorId: moderator.id }]);
  const own = chats.call(chat.moderation.reportPerson, callerOf(rude), { userId: rude.id, reason: 'spam' });
  expect(await refusal(own)).toMatchObject({ code: 'VALIDATION_FAILED' });
  const unknown = chats.call(chat.moderation.reportPerson, callerOf(rude), { userId: 2_000_000_000, reason: 'spam' });
  expect(await refusal(unknown)).toMatchObject({ code: 'USER_NOT_FOUND' });
});
