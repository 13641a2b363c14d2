import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Veza } from '@veza/sdk';
import { Chat, type ChatMessage, type ChatOptions, type ChatState } from '@veza/sdk/chat';
import { eventually, tcpProxy, type TcpProxy } from '@veza/testing';
import { WebSocket } from 'ws';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';

let chats: ChatUnderTest;
/** A line that can be cut; its connections alternate between the replicas. */
let line: TcpProxy;
let isCut = false;
let dials = 0;
const open: Chat[] = [];

beforeAll(async () => {
  chats = await startChats(2, { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000' });
  line = await tcpProxy({
    accepts: () => !isCut,
    dial: async () => connect(chats.replicas[(dials += 1) % 2]?.sockets.main ?? 0, '127.0.0.1'),
    pass: (client, behind) => void client.pipe(behind).pipe(client),
  });
});

afterEach(() => {
  isCut = false;
  for (const chat of open.splice(0)) chat.close();
});

afterAll(async () => {
  await line?.stop();
  await chats?.stop();
});

/** A chat of the SDK over the line. The tickets are those of the identity service of this test. */
function chatOf(person: TestAccount, options: ChatOptions = {}): { chat: Chat; messages: ChatMessage[] } {
  const fetch = async () => Response.json({ ticket: chats.identity.ticketFor(person.token), expires_in: 30 });
  const veza = new Veza({ baseUrl: `http://127.0.0.1:${line.port}`, fetch });
  const chat = new Chat(veza, { WebSocket, ...options });
  open.push(chat);
  const messages: ChatMessage[] = [];
  chat.on('message', (message) => messages.push(message));
  chat.connect();
  return { chat, messages };
}

async function cutFor(does: () => Promise<void>): Promise<void> {
  isCut = true;
  line.end();
  await does();
  isCut = false;
}

const online = (chat: Chat) => eventually('the chat is online', () => chat.status === 'online', { ms: 15_000 });
const numbers = (count: number) => Array.from({ length: count }, (_, i) => `message ${i}`);

test('messages that are sent while the line is cut again and again arrive once, in order, at both users', async () => {
  const [anna, ben] = [await chats.identity.signUp('anna'), await chats.identity.signUp('ben')];
  const room = await chats.newRoom(anna);
  const [one, two] = [chatOf(anna), chatOf(ben)];
  await Promise.all([one.chat.join(room), two.chat.join(room)]);
  const gaps: unknown[] = [];
  for (const { chat } of [one, two]) chat.on('gap', (gap) => gaps.push(gap));
  const contents = numbers(60);
  const sent = contents.map((content) => one.chat.settled(one.chat.send({ room }, { content })));
  for (const reached of [10, 30]) {
    await eventually(`${reached} messages are there`, () => two.messages.length >= reached);
    await cutFor(() =>
      eventually('both see it', () => [one, two].every(({ chat }) => chat.status !== 'online') || undefined).then(
        () => undefined,
      ),
    );
    await Promise.all([online(one.chat), online(two.chat)]);
  }
  expect((await Promise.all(sent)).map(({ seq }) => seq)).toEqual(contents.map((_, i) => i + 1));
  for (const { messages } of [one, two]) {
    await eventually('all are there', () => messages.length >= contents.length);
    expect(messages.map(({ content }) => content)).toEqual(contents);
  }
  expect([gaps, one.chat.outgoing(), two.chat.position({ room })]).toEqual([[], [], contents.length]);
});

test('messages that were written offline are sent by the next start, and never in the session of another user', async () => {
  const [cleo, dan] = [await chats.identity.signUp('cleo'), await chats.identity.signUp('dan')];
  const room = await chats.newRoom(cleo);
  let state: ChatState | undefined;
  const store = { read: () => state, write: (next: ChatState) => void (state = structuredClone(next)) };
  const first = chatOf(cleo, { store });
  await first.chat.join(room);
  await cutFor(async () => {
    await eventually('the chat is offline', () => first.chat.status !== 'online');
    first.chat.send({ room }, { content: 'written in a tunnel' });
    await eventually('it is stored', () => state?.outgoing.length === 1);
    first.chat.close();
  });
  const kept = structuredClone(state);
  const stranger = chatOf(dan, { store });
  await online(stranger.chat);
  expect(stranger.chat.outgoing()).toEqual([]);
  state = kept;
  const second = chatOf(cleo, { store });
  await second.chat.join(room);
  await eventually('it is sent', () => second.messages.length === 1);
  expect(second.messages[0]).toMatchObject({ content: 'written in a tunnel', username: cleo.username, seq: 1 });
  await eventually('the store is empty', () => state?.outgoing.length === 0);
});

test('a message is kept once its store has written it, not before', async () => {
  const eve = await chats.identity.signUp('eve');
  const room = await chats.newRoom(eve);
  const writes: (() => void)[] = [];
  const { chat } = chatOf(eve, { store: { read: () => undefined, write: () => new Promise<void>((done) => writes.push(done)) } });
  chat.send({ room }, { content: 'on a slow disk' });
  const isKept = () => chat.outgoing().map((message) => message.isKept);
  await eventually('the write has begun', () => writes.length === 1);
  expect(isKept()).toEqual([undefined]);
  writes[0]?.();
  await eventually('it is kept', () => isKept()[0] === true);
});

test('a chat that comes back takes its socket over by its token, and asks for nothing twice', async () => {
  const [hugo, ines] = [await chats.identity.signUp('hugo'), await chats.identity.signUp('ines')];
  const [room, other] = [await chats.newRoom(hugo), await chats.newRoom(hugo)];
  const sent: string[] = [];
  class Recording extends WebSocket {
    override send(text: string): void {
      sent.push(text);
      super.send(text);
    }
  }
  const [one, two] = [chatOf(hugo), chatOf(ines, { WebSocket: Recording })];
  await Promise.all([one.chat.join(room), two.chat.join(room), two.chat.join(other)]);
  await one.chat.settled(one.chat.send({ room }, { content: 'before' }));
  await eventually('it is there', () => two.messages.length === 1);
  await cutFor(() =>
    eventually('the chat is offline', () => two.chat.status !== 'online' || undefined).then(() => two.chat.leave(other)),
  );
  await Promise.all([online(one.chat), online(two.chat)]);
  await one.chat.settled(one.chat.send({ room }, { content: 'after' }));
  await eventually('the message after the cut is there', () => two.messages.at(-1)?.content === 'after');
  expect(two.messages.map(({ content }) => content)).toEqual(['before', 'after']);
  expect(sent.filter((text) => text.includes('"sync"'))).toEqual([]);
  await eventually('the room that was left meanwhile is left', () => sent.some((text) => text.includes('"leave_room"')));
  expect(two.chat.position({ room })).toBe(2);
});

test('a refused message fails with its reason, lets the next one pass, and can be sent again or discarded', async () => {
  const eve = await chats.identity.signUp('eve');
  const room = await chats.newRoom(eve);
  const { chat, messages } = chatOf(eve);
  await chat.join(room);
  const long = chat.send({ room }, { content: 'x'.repeat(4_001) });
  const next = chat.send({ room }, { content: 'short' });
  await expect(chat.settled(long)).rejects.toMatchObject({ name: 'ChatError', code: 'MESSAGE_TOO_LONG' });
  await chat.settled(next);
  expect(chat.outgoing({ room })).toMatchObject([
    { clientId: long.clientId, state: 'failed', error: { code: 'MESSAGE_TOO_LONG' } },
  ]);
  chat.retry(long.clientId);
  await expect(chat.settled(long)).rejects.toMatchObject({ code: 'MESSAGE_TOO_LONG' });
  chat.discard(long.clientId);
  expect(chat.outgoing()).toEqual([]);
  await eventually('the short one is there', () => messages.length === 1);
  await expect(chat.join('no-such-room')).rejects.toMatchObject({ code: 'ROOM_NOT_FOUND' });
});

test('changes, typing, read marks and direct messages are events of the other user', async () => {
  const [finn, gul] = [await chats.identity.signUp('finn'), await chats.identity.signUp('gul')];
  const room = await chats.newRoom(finn);
  const [one, two] = [chatOf(finn), chatOf(gul)];
  const heard: [string, unknown][] = [];
  for (const name of ['edited', 'deleted', 'reaction', 'typing', 'read', 'presence'] as const)
    two.chat.on(name, (event) => heard.push([name, event]));
  await two.chat.join(room);
  await one.chat.join(room);
  const { id = 0 } = await one.chat.settled(one.chat.send({ room }, { content: 'hello' }));
  one.chat.typing(room);
  await one.chat.edit(id, 'hello again');
  await one.chat.react({ place: { room }, id }, '👍');
  await one.chat.unreact(id, '👍');
  one.chat.markRead({ room }, id);
  await expect(two.chat.edit(id, 'not mine')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await one.chat.delete(id);
  await eventually('the last one is heard', () => heard.some(([name]) => name === 'deleted'));
  const [place, userId] = [{ room }, finn.id];
  const heardOf = (name: string) => heard.filter(([each]) => each === name).map(([, event]) => event);
  expect(heardOf('presence')).toMatchObject([{ room, userId, isOnline: true }]);
  expect(heardOf('typing')).toMatchObject([{ room, userId, isTyping: true }]);
  expect(heardOf('edited')).toMatchObject([{ place, id, content: 'hello again', seq: 2 }]);
  expect(heardOf('reaction')).toMatchObject([
    { emoji: '👍', added: true },
    { emoji: '👍', added: false, seq: 4 },
  ]);
  expect(heardOf('read')).toMatchObject([{ place, userId, messageId: id }]);
  await one.chat.settled(one.chat.send({ user: gul.id }, { content: 'only you' }));
  for (const [{ messages }, other] of [
    [one, gul],
    [two, finn],
  ] as const) {
    await eventually('the direct message is there', () => messages.some(({ content }) => content === 'only you'));
    expect(messages.at(-1)).toMatchObject({ place: { user: other.id }, userId: finn.id, username: finn.username });
  }
});

test('a session that ends, ends the chat', async () => {
  const hal = await chats.identity.signUp('hal');
  const { chat } = chatOf(hal);
  await online(chat);
  chats.identity.revoke(hal.token);
  await eventually('the chat has ended', () => chat.status === 'ended', { ms: 20_000 });
});
