import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import type { Fields, TestClient } from './test-client.js';

/** A bot is its owner for blocks, sanctions and limits, and opens no conversation (decision 222). */

let chats: ChatUnderTest;

beforeAll(async () => {
  chats = await startChats(2, { CHAT_MESSAGES_PER_MINUTE: '6' });
});

afterAll(() => chats?.stop());

const person = (name: string) => chats.identity.signUp(name);
const botOf = (owner: TestAccount) => chats.identity.signUp('bot', 'user', owner);
const invite = (by: TestAccount, room: string, guest: TestAccount) =>
  chats.call(chat.rooms.invite, callerOf(by), { room, userId: guest.id });
const sanction = (by: TestAccount, room: string, target: TestAccount, kind: 'ban' | 'mute' | 'kick') =>
  chats.call(chat.moderation.sanction, callerOf(by), { room, userId: target.id, kind });
const block = (by: TestAccount, blocked: TestAccount) => chats.call(chat.blocks.put, callerOf(by), { userId: blocked.id });

async function joined(account: TestAccount, room: string, replica = 0): Promise<TestClient> {
  const client = await chats.open(account, replica);
  await client.join(room);
  return client;
}

const stored = async (client: TestClient, room: string, content: string) => client.acked(client.sendMessage(room, content));
const refused = async (client: TestClient, ref: string): Promise<Fields> => (await client.refused(ref)).fields;
/** As `veza.v1` writes them; BLOCKED is written as FORBIDDEN. */
const [BANNED, FORBIDDEN, LIMITED] = [1008, 1002, 1003];
const OPENS = 'A bot cannot open a conversation; the other user has to write to it first';

test('a bot writes to a person only after this person has written to it', async () => {
  const [owner, human] = [await person('owner'), await person('human')];
  const [bot, other] = [await botOf(owner), await botOf(owner)];
  const [speaking, also, reading] = [await chats.open(bot, 0), await chats.open(other, 0), await chats.open(human, 1)];
  const refusal = { code: FORBIDDEN, message: OPENS };
  expect(await refused(speaking, speaking.sendDirect(human.id, 'buy'))).toMatchObject(refusal);
  await reading.acked(reading.sendDirect(bot.id, 'hello'));
  await speaking.acked(speaking.sendDirect(human.id, 'at your service'));
  await reading.direct('at your service');
  expect(await refused(also, also.sendDirect(human.id, 'and I?'))).toMatchObject(refusal);
  expect(await refused(speaking, speaking.sendDirect(owner.id, 'master'))).toMatchObject(refusal);
});

test('a block of the owner holds for every bot, and a block of a bot for the owner and the next bot', async () => {
  const [owner, bela, carl] = [await person('owner'), await person('bela'), await person('carl')];
  const bot = await botOf(owner);
  const [speaking, ofBela, ofCarl] = [await chats.open(bot, 0), await chats.open(bela, 1), await chats.open(carl, 1)];
  await ofBela.acked(ofBela.sendDirect(bot.id, 'hello'));
  await speaking.acked(speaking.sendDirect(bela.id, 'yes?'));
  await block(bela, owner);
  expect(await refused(speaking, speaking.sendDirect(bela.id, 'still here'))).toMatchObject({ code: FORBIDDEN });

  await block(carl, bot);
  await chats.sql('UPDATE chat.people SET deleted = true WHERE id = $1', [bot.id]);
  const anew = await botOf(owner);
  const [again, ofOwner] = [await chats.open(anew, 0), await chats.open(owner, 0)];
  await ofCarl.acked(ofCarl.sendDirect(anew.id, 'which are you?'));
  expect(await refused(again, again.sendDirect(carl.id, 'a new one'))).toMatchObject({ code: FORBIDDEN });
  expect(await refused(ofOwner, ofOwner.sendDirect(carl.id, 'and me'))).toMatchObject({ code: FORBIDDEN });
});

test('a block from before the owner of the bot was known holds for the owner once it is', async () => {
  const [owner, bela] = [await person('owner'), await person('bela')];
  const bot = await botOf(owner);
  await chats.sql('INSERT INTO chat.people (id, username) VALUES ($1, $2)', [bot.id, bot.username]);
  await chats.sql('INSERT INTO chat.blocks (user_id, blocked_id) VALUES ($1, $2)', [bela.id, bot.id]);
  await chats.open(bot, 0);
  const ofOwner = await chats.open(owner, 0);
  await eventually(
    'the owner is known',
    async () => (await chats.sql('SELECT FROM chat.people WHERE bot_of = $1', [owner.id]))[0],
  );
  await chats.open(bela, 1);
  expect(await refused(ofOwner, ofOwner.sendDirect(bela.id, 'hello'))).toMatchObject({ code: FORBIDDEN });
});

test('a bot enters a public room when its owner is a member, and is invited by those who govern it', async () => {
  const [host, owner, member] = [await person('host'), await person('owner'), await person('member')];
  const bot = await botOf(owner);
  const [room, closed] = [await chats.newRoom(host), await chats.newRoom(host, { isPrivate: true })];
  const [speaking] = [await chats.open(bot, 0), await joined(member, room)];
  const enter = () => speaking.send('join_room', { room_id: room });
  expect(await refused(speaking, enter())).toMatchObject({ code: FORBIDDEN });
  await expect(invite(member, room, bot)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(invite(owner, room, bot)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await joined(owner, room);
  await speaking.join(room);
  await stored(speaking, room, 'here');
  await invite(host, closed, bot);
  await speaking.join(closed);
});

test('a ban of the owner cuts the connected bots, whichever replica they are on, and stops new ones', async () => {
  const [host, owner] = [await person('host'), await person('owner')];
  const [bot, second] = [await botOf(owner), await botOf(owner)];
  const room = await chats.newRoom(host);
  const witness = await joined(host, room);
  await joined(owner, room, 0);
  const [near, far] = [await joined(bot, room, 0), await joined(second, room, 1)];
  const mine = Number((await stored(near, room, 'before')).fields.message_id);
  await sanction(host, room, owner, 'ban');
  await eventually('the bots have left', async () => {
    const online = await chats.call(chat.rooms.online, callerOf(host), { room });
    return online.every(({ userId }) => userId === host.id);
  });
  for (const each of [near, far]) {
    const refs = [each.sendMessage(room, 'after'), each.send('join_room', { room_id: room })];
    for (const ref of refs) expect(await refused(each, ref)).toMatchObject({ code: BANNED });
  }
  const commands: [string, Fields][] = [
    ['edit_message', { message_id: String(mine), content: 'changed' }],
    ['message', { room_id: room, content: '👍', message_type: 'reaction', reply_to: String(mine) }],
    ['file_upload', { room_id: room, filename: 'a.txt', mime_type: 'text/plain', size: 3 }],
  ];
  for (const [type, fields] of commands) expect(await refused(near, near.send(type, fields))).toMatchObject({ code: BANNED });
  expect(await refused(near, near.send('typing_start', { room_id: room }))).toMatchObject({ code: FORBIDDEN });
  const third = await chats.open(await botOf(owner), 1);
  expect(await refused(third, third.send('join_room', { room_id: room }))).toMatchObject({ code: BANNED });
  await expect(chats.call(chat.rooms.list, callerOf(bot), {})).resolves.toMatchObject({
    rooms: expect.not.arrayContaining([expect.objectContaining({ id: room })]),
  });
  expect(witness.contents).toEqual(['before']);
});

test('a mute of the owner silences its bots, and a dismissal ends their membership', async () => {
  const [host, owner] = [await person('host'), await person('owner')];
  const bot = await botOf(owner);
  const room = await chats.newRoom(host);
  await joined(owner, room);
  const speaking = await joined(bot, room, 1);
  await sanction(host, room, owner, 'mute');
  expect(await refused(speaking, speaking.sendMessage(room, 'psst'))).toMatchObject({ code: BANNED });
  await chats.call(chat.moderation.lift, callerOf(host), { room, userId: owner.id });
  await stored(speaking, room, 'again');
  await chats.call(chat.rooms.dismiss, callerOf(host), { room, userId: owner.id });
  const members = await chats.call(chat.rooms.members, callerOf(host), { room });
  expect(members.map(({ userId }) => userId)).toEqual([host.id]);
  expect((await chats.call(chat.rooms.get, callerOf(host), { room })).memberCount).toBe(1);
  expect(await refused(speaking, speaking.send('join_room', { room_id: room }))).toMatchObject({ code: FORBIDDEN });
});

test('a ban of a bot leaves its owner in the room, and no further bot of this owner enters by itself', async () => {
  const [host, owner] = [await person('host'), await person('owner')];
  const [bot, next] = [await botOf(owner), await botOf(owner)];
  const room = await chats.newRoom(host);
  const ofOwner = await joined(owner, room);
  const speaking = await joined(bot, room, 1);
  await sanction(host, room, bot, 'ban');
  expect(await refused(speaking, speaking.send('join_room', { room_id: room }))).toMatchObject({ code: BANNED });
  await stored(ofOwner, room, 'sorry');
  const other = await chats.open(next, 0);
  expect(await refused(other, other.send('join_room', { room_id: room }))).toMatchObject({ code: FORBIDDEN });
  await expect(invite(owner, room, next)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await invite(host, room, next);
  await other.join(room);
});

test('a bot of the owner of a room does not lift the sanction of its owner', async () => {
  const [owner, host] = [await person('owner'), await person('host')];
  const bot = await botOf(owner);
  const room = await chats.newRoom(bot);
  await joined(host, room);
  await chats.call(chat.rooms.invite, callerOf(bot), { room, userId: owner.id });
  await chats.sql(
    `INSERT INTO chat.sanctions (kind, room_id, user_id, reason, duration, moderator_id, rank) VALUES ('mute', $1, $2, '', 'permanent', 0, 'owner')`,
    [room, owner.id],
  );
  await expect(chats.call(chat.moderation.lift, callerOf(bot), { room, userId: owner.id })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('slow mode and the limits of messages are shared by a person and its bots, also for equal client ids', async () => {
  const [host, owner] = [await person('host'), await person('owner')];
  const bots = [await botOf(owner), await botOf(owner)];
  const [slow, quick] = [await chats.newRoom(host, { slowMode: 3_600 }), await chats.newRoom(host)];
  const clients: TestClient[] = [];
  for (const [index, account] of [owner, ...bots].entries()) {
    const client = await joined(account, slow, index % 2);
    await client.join(quick);
    clients.push(client);
  }
  const [ofOwner, first, second] = clients;
  if (!ofOwner || !first || !second) throw new Error('Three clients are open');
  await stored(first, slow, 'one');
  for (const each of [ofOwner, second])
    expect(await refused(each, each.sendMessage(slow, 'two'))).toMatchObject({ code: LIMITED });
  for (const [index, each] of [ofOwner, first, second, ofOwner, first].entries())
    await each.acked(each.sendMessage(quick, `m ${index}`, `same-${Math.floor(index / 3)}`));
  for (const each of clients) expect(await refused(each, each.sendMessage(quick, 'over'))).toMatchObject({ code: LIMITED });
});
