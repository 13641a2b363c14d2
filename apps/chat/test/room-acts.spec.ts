import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Caller, chat, CreateInviteLink, RoomRole } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { mayAct, ROOM_ACTS, type RoomAct } from '../src/access/room-roles.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { CHAT_DIALECTS, type Fields, type TestClient } from './test-client.js';

/** The table of roles and acts against the running service. */

const RAISED = { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000', CHAT_CHANGES_PER_MINUTE: '100000' };

let chats: ChatUnderTest;
let people: Record<RoomRole, TestAccount>;
let clients: Record<RoomRole, TestClient>;
let target: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, RAISED);
  const signUp = (name: string) => chats.identity.signUp(name);
  const [owner, moderator, member, reader] = await Promise.all(RoomRole.options.map(signUp));
  if (!owner || !moderator || !member || !reader) throw new Error('A person is missing');
  people = { owner, moderator, member, reader };
  target = await signUp('target');
  const [one, two, three, four] = await Promise.all(Object.values(people).map((each, i) => chats.open(each, i % 2)));
  if (!one || !two || !three || !four) throw new Error('A client is missing');
  clients = { owner: one, moderator: two, member: three, reader: four };
});

afterAll(() => chats?.stop());

const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
const setRole = (by: TestAccount, room: string, { id: userId }: TestAccount, role: 'moderator' | 'member' | 'reader') =>
  chats.call(chat.rooms.setRole, callerOf(by), { room, userId, role });

/** A room with one person of each role and the target, a member. All sockets are in it. */
async function newRoom(isPrivate: boolean): Promise<string> {
  const room = await chats.newRoom(people.owner, { isPrivate });
  for (const { id: userId } of [people.moderator, people.member, people.reader, target])
    await chats.call(chat.rooms.invite, callerOf(people.owner), { room, userId });
  await setRole(people.owner, room, people.moderator, 'moderator');
  await setRole(people.owner, room, people.reader, 'reader');
  for (const client of Object.values(clients)) await client.join(room);
  return room;
}

interface Actor {
  readonly room: string;
  readonly caller: Caller;
  readonly client: TestClient;
  /** A message of the owner, and one of the actor from before the role. */
  readonly message: number;
  readonly own: number;
}

const stored = (client: TestClient, room: string): Promise<number> => client.storeMessage(room, `words ${randomUUID()}`);

/** Sends a command. Throws the code of its error; resolves when the next one, which follows it, is answered. */
async function run({ client }: Actor, type: string, fields: Fields): Promise<void> {
  const ref = client.send(type, fields);
  const end = client.send('ping', {});
  const done = await eventually('an answer', () =>
    client.received.find(({ frame }) => frame.id === ref || (frame.type === 'pong' && frame.id === end)),
  );
  if (done.type === 'error') throw Object.assign(new Error(String(done.fields.message)), { code: done.fields.code });
}

const MEMBERSHIP = { code: 'FORBIDDEN' };
const READER = { code: 1002, message: 'You are a reader of this room: you cannot write in it' };

/** How each act is done, and how it is refused to roles without it. Typing is below, and groups have a spec of their own. */
const ACTS: Record<
  Exclude<RoomAct, 'type' | 'changeGroup'>,
  { in?: 'public' | 'a room of its own'; refused: object; do(actor: Actor): Promise<unknown> }
> = {
  takePart: { refused: MEMBERSHIP, do: ({ caller, room }) => chats.call(chat.rooms.markRead, caller, { room, seq: 1 }) },
  react: {
    refused: READER,
    do: (actor) => run(actor, 'message', reactionTo(actor)),
  },
  inviteToPublic: { in: 'public', refused: MEMBERSHIP, do: (actor) => invite(actor) },
  send: {
    refused: READER,
    do: (actor) => run(actor, 'message', { room_id: actor.room, content: `words ${randomUUID()}`, message_type: 'text' }),
  },
  edit: { refused: READER, do: (actor) => run(actor, 'edit_message', { message_id: String(actor.own), content: randomUUID() }) },
  upload: {
    refused: READER,
    do: (actor) => run(actor, 'file_upload', { room_id: actor.room, filename: 'a.txt', mime_type: 'text/plain', size: 3 }),
  },
  pin: {
    refused: MEMBERSHIP,
    do: ({ caller, room, message }) => chats.call(chat.pins.put, caller, { room, messageId: message }),
  },
  deleteMessages: {
    refused: MEMBERSHIP,
    do: ({ caller, room, message }) => chats.call(chat.messages.remove, caller, { room, id: message }),
  },
  invite: { refused: MEMBERSHIP, do: (actor) => invite(actor) },
  linkInvitations: {
    refused: MEMBERSHIP,
    do: ({ caller, room }) => chats.call(chat.inviteLinks.create, caller, CreateInviteLink.parse({ room })),
  },
  setSlowMode: { refused: MEMBERSHIP, do: ({ caller, room }) => chats.call(chat.rooms.update, caller, { room, slowMode: 0 }) },
  change: {
    refused: MEMBERSHIP,
    do: ({ caller, room }) => chats.call(chat.rooms.update, caller, { room, defaultRole: 'reader' }),
  },
  setReaders: {
    refused: MEMBERSHIP,
    do: ({ caller, room }) => chats.call(chat.rooms.setRole, caller, { room, userId: target.id, role: 'reader' }),
  },
  setRoles: {
    refused: MEMBERSHIP,
    do: ({ caller, room }) => chats.call(chat.rooms.setRole, caller, { room, userId: target.id, role: 'moderator' }),
  },
  sanction: {
    refused: MEMBERSHIP,
    do: ({ caller, room }) => chats.call(chat.moderation.sanction, caller, { room, userId: target.id, kind: 'mute' }),
  },
  dismiss: { refused: MEMBERSHIP, do: ({ caller, room }) => chats.call(chat.rooms.dismiss, caller, { room, userId: target.id }) },
  remove: {
    in: 'a room of its own',
    refused: MEMBERSHIP,
    do: ({ caller, room }) => chats.call(chat.rooms.remove, caller, { room }),
  },
  handOver: {
    in: 'a room of its own',
    refused: MEMBERSHIP,
    do: ({ caller, room }) => chats.call(chat.rooms.handOver, caller, { room, userId: target.id }),
  },
};

const reactionTo = ({ room, message }: Actor): Fields => ({
  room_id: room,
  content: '👍',
  message_type: 'reaction',
  reply_to: String(message),
});

async function invite({ caller, room }: Actor): Promise<unknown> {
  const { id: userId } = await chats.identity.signUp('guest');
  return chats.call(chat.rooms.invite, caller, { room, userId });
}

async function actorIn(role: RoomRole, isPrivate: boolean): Promise<Actor> {
  const room = await newRoom(isPrivate);
  const client = clients[role];
  if (role === 'reader') await setRole(people.owner, room, people.reader, 'member');
  const [message, own] = [await stored(clients.owner, room), await stored(client, room)];
  if (role === 'reader') await setRole(people.owner, room, people.reader, 'reader');
  return { room, caller: callerOf(people[role]), client, message, own };
}

const isAllowed = (name: string, role: RoomRole): boolean =>
  Object.entries(ROOM_ACTS).some(([act, { roles }]) => act === name && roles.some((each) => each === role));

test.each(RoomRole.options)('each act by the %s is carried out, or refused with its error, as the table says', async (role) => {
  const shared = await actorIn(role, true);
  for (const [act, how] of Object.entries(ACTS)) {
    const actor = how.in ? await actorIn(role, how.in !== 'public') : shared;
    const outcome = await refusal(how.do(actor));
    if (isAllowed(act, role)) expect({ act, error: outcome instanceof Error && outcome.message }).toEqual({ act, error: false });
    else expect({ act, outcome }).toMatchObject({ outcome: how.refused });
  }
});

test('typing of a reader reaches no connection, and that of a member does', async () => {
  const room = await newRoom(true);
  expect(mayAct('reader', 'type')).toBe(false);
  clients.reader.send('typing_start', { room_id: room });
  await run({ client: clients.reader, room, caller: callerOf(people.reader), message: 0, own: 0 }, 'ping', {});
  clients.member.send('typing_start', { room_id: room });
  const { fields } = await clients.owner.next('typing_indicator', ({ room_id }) => room_id === room);
  expect(fields.username).toBe(people.member.username);
});

test('a room of announcements: those who join, by any statement, read and do not write until the owner gives the role', async () => {
  const room = await chats.newRoom(people.owner, { defaultRole: 'reader' });
  const visitor = await chats.identity.signUp('visitor');
  const [v1, other, flat] = await Promise.all(CHAT_DIALECTS.map((dialect, i) => chats.open(visitor, i % 2, dialect)));
  if (!v1 || !other || !flat) throw new Error('A client is missing');
  for (const each of [v1, other, flat]) {
    await each.join(room);
    const { fields } = await each.refused(each.sendMessage(room, 'may I?'));
    expect([1002, 'PERMISSION_DENIED']).toContain(fields.code);
  }
  // As a replica of 0.3.0 adds a member.
  await chats.sql('INSERT INTO chat.members (room_id, user_id) VALUES ($1, $2)', [room, target.id]);
  const roles = async () => {
    const members = await chats.call(chat.rooms.members, callerOf(people.owner), { room });
    return Object.fromEntries(members.map(({ userId, role }) => [userId, role]));
  };
  expect(await roles()).toEqual({ [people.owner.id]: 'owner', [visitor.id]: 'reader', [target.id]: 'reader' });
  expect(await chats.call(chat.rooms.get, callerOf(visitor), { room })).toMatchObject({
    role: 'reader',
    defaultRole: 'reader',
    mute: null,
  });
  expect(await chats.call(chat.moderation.bans, callerOf(people.owner), { room })).toEqual([]);

  // Leaving and coming back changes nothing.
  await chats.call(chat.rooms.dismiss, callerOf(visitor), { room, userId: visitor.id });
  for (const each of [v1, other, flat]) await each.join(room);
  expect((await roles())[visitor.id]).toBe('reader');
  // A mute beside the role is a mute, and its end leaves the role.
  await chats.call(chat.moderation.sanction, callerOf(people.owner), { room, userId: visitor.id, kind: 'mute' });
  expect(await chats.call(chat.rooms.get, callerOf(visitor), { room })).toMatchObject({ role: 'reader', mute: { until: null } });
  await chats.call(chat.moderation.lift, callerOf(people.owner), { room, userId: visitor.id });
  await v1.refused(v1.sendMessage(room, 'still not'));

  await setRole(people.owner, room, visitor, 'member');
  expect((await v1.next('member_updated', ({ role }) => role === 'member')).fields.user_id).toBe(String(visitor.id));
  await v1.storeMessage(room, 'thank you');
  await setRole(people.owner, room, visitor, 'reader');
  expect((await v1.next('member_updated', ({ role }) => role === 'reader')).fields.username).toBe(visitor.username);
  for (const each of [other, flat]) expect((await each.next('member_updated')).fields.role).toBe('member');

  // Open to all: those who read by joining write, and the one whom the owner made a reader does not.
  await chats.call(chat.rooms.update, callerOf(people.owner), { room, defaultRole: 'member' });
  expect(await roles()).toEqual({ [people.owner.id]: 'owner', [visitor.id]: 'reader', [target.id]: 'member' });
});

test('a moderator of the room names readers, and neither touches a moderator nor the own role; a reader becomes a moderator', async () => {
  const room = await newRoom(true);
  const { owner, moderator, member, reader } = people;
  for (const role of ['reader', 'member'] as const) {
    expect(await setRole(moderator, room, member, role)).toMatchObject({ role });
    for (const other of [owner, moderator])
      expect(await refusal(setRole(moderator, room, other, role))).toMatchObject(MEMBERSHIP);
  }
  const bot = await chats.identity.signUp('bot', 'user', owner);
  await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: bot.id });
  expect(await setRole(owner, room, bot, 'reader')).toMatchObject({ role: 'reader' });
  expect(await refusal(setRole(owner, room, bot, 'moderator'))).toMatchObject(MEMBERSHIP);
  expect(await setRole(owner, room, reader, 'moderator')).toMatchObject({ role: 'moderator' });
  await stored(clients.reader, room);
  expect(
    await chats.sql('SELECT FROM chat.sanctions WHERE of_role AND room_id = $1 AND user_id = $2', [room, reader.id]),
  ).toEqual([]);
});
