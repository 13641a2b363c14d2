import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, CHAT_DIALECTS, type Fields, type ReceivedFrame, TestClient } from './test-client.js';
import { DIALECT_FRAMES } from './dialect-frames.js';

/** Every command and event of the contract, in every dialect, between two users on two replicas. */

const RAISED = { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000', CHAT_CHANGES_PER_MINUTE: '100000' };

let chats: ChatUnderTest;
let owner: TestAccount;
let moderator: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, RAISED);
  [owner, moderator] = await Promise.all([chats.identity.signUp('owner'), chats.identity.signUp('moderator', 'moderator')]);
});

afterAll(() => chats?.stop());

const of = ({ received }: TestClient, type: string): ReceivedFrame[] => received.filter((each) => each.type === type);
const messagesOf = (page: ReceivedFrame): Fields[] => page.fields.messages as Fields[];

describe.each(CHAT_DIALECTS)('%s', (dialect) => {
  const frames = DIALECT_FRAMES[dialect];

  /** Two users in a new room, one on each replica. */
  async function pair() {
    const people: [TestAccount, TestAccount] = [await chats.identity.signUp('ada'), await chats.identity.signUp('bob')];
    const room = await chats.newRoom(owner);
    const clients: [TestClient, TestClient] = [await chats.open(people[0], 0, dialect), await chats.open(people[1], 1, dialect)];
    expect(await clients[0].join(room)).toMatchObject({ ...frames.room(room), last_seq: 0 });
    expect(await clients[1].join(room)).toMatchObject({ ...frames.room(room), last_seq: 0 });
    return { room, people, clients };
  }

  /** Sends a message to a room; returns its id from the ack. */
  async function sent(client: TestClient, room: string, content: string): Promise<number> {
    const { fields } = await client.acked(client.sendMessage(room, content));
    return Number(dialect === 'veza.v1' ? fields.message_id : fields.id);
  }

  test('join, send, leave: events go to the others, acks to the sender, and delivery ends for this connection', async () => {
    const { room, people, clients } = await pair();
    const [ada, bob] = clients;
    const [, { id, username, token }] = people;
    await ada.next(frames.userEntered, (fields) => matches(fields, frames.userInRoom(id, username, room)));
    expect(of(bob, frames.userEntered)).toEqual([]);
    await sent(ada, room, 'hello');
    for (const each of clients) expect((await each.message('hello')).fields.seq).toBe(1);
    expect(of(bob, 'message_ack')).toEqual([]);
    const other = await TestClient.open(chats.replicas[1] ?? 0, dialect, bearer(token));
    await other.join(room);
    bob.send(...frames.leave(room));
    expect((await bob.next(frames.roomLeft)).fields).toMatchObject(frames.room(room));
    await sent(ada, room, 'to the other connection');
    await other.message('to the other connection');
    expect(bob.contents).toEqual(['hello']);
    expect(of(ada, frames.userExited)).toEqual([]);
    other.send(...frames.leave(room));
    await ada.next(frames.userExited, (fields) => matches(fields, frames.userInRoom(id, username, room)));
  });

  test('typing is sent to the other members in the form of the dialect', async () => {
    const { room, people, clients } = await pair();
    const [ada, bob] = clients;
    for (const on of [true, false]) ada.send(...frames.typing(room, on));
    const { fields } = await bob.next(frames.typingUpdate, (each) => matches(each, frames.typingState(false)));
    expect(fields).toMatchObject(frames.userInRoom(people[0].id, people[0].username, room));
    expect(of(bob, frames.typingUpdate).map((each) => matches(each.fields, frames.typingState(true)))).toEqual([true, false]);
    expect(of(ada, frames.typingUpdate)).toEqual([]);
  });

  test('reaction, removed reaction, edit and deletion reach the room, and history shows the result', async () => {
    const { room, people, clients } = await pair();
    const [ada, bob] = clients;
    const [first, second] = [await sent(ada, room, 'frist'), await sent(ada, room, 'second')];
    const changed = async (type: string, client: TestClient, command: readonly [string, Fields]) => {
      client.send(...command);
      for (const each of clients) await each.next(type, (fields) => fields.seq === seq);
      seq += 1;
    };
    let seq = 3;
    const message = { message_id: frames.id(first) };
    await changed(frames.reactionAdded, bob, frames.react(room, first, '👍'));
    await changed(frames.reactionAdded, bob, frames.react(room, first, '🎸'));
    await changed('reaction_removed', bob, ['remove_reaction', { ...message, content: '🎸' }]);
    await changed('message_edited', ada, ['edit_message', { ...message, content: 'first' }]);
    await changed('message_deleted', ada, ['delete_message', { message_id: frames.id(second) }]);
    expect(clients.map(({ seqs }) => seqs)).toEqual([
      [1, 2, 3, 4, 5, 6, 7],
      [1, 2, 3, 4, 5, 6, 7],
    ]);
    bob.send(...frames.history(room, { limit: 10 }));
    const page = await bob.next(frames.roomHistoryPage);
    expect(page.fields).toMatchObject({ ...frames.room(room), total: 1, has_more: false });
    expect(messagesOf(page)).toMatchObject([
      { content: 'first', is_edited: true, seq: 1, reactions: [{ emoji: '👍', count: 1, me: true }] },
    ]);
    // A reaction is not a message: it is neither the last message of the room nor unread.
    const view = await chats.call(chat.rooms.get, callerOf(people[1]), { room });
    expect([view.lastMessage?.content, view.unreadCount, view.lastSeq]).toEqual(['first', 1, 7]);
  });

  test('a direct message and its history reach both users, a receipt the other one, and history pages begin at the newest', async () => {
    const [{ people, clients }, contents] = [await pair(), ['one', 'two', 'three']];
    const [ada, bob] = clients;
    for (const content of contents) await ada.acked(ada.sendDirect(people[1].id, content));
    for (const each of clients) await each.direct('three');
    expect(of(bob, 'message_ack')).toEqual([]);
    bob.send(...frames.directHistory(people[0].id, { limit: 2 }));
    const page = await bob.next(frames.directHistoryPage);
    expect(page.fields).toMatchObject({ total: 3, has_more: true });
    expect(messagesOf(page).map(({ content }) => content)).toEqual(['two', 'three']);
    const [last] = messagesOf(page).slice(-1);
    const id = dialect === 'veza.v1' ? last?.message_id : last?.id;
    bob.send('read_receipt', { ...frames.user(people[0].id), message_id: id });
    expect((await ada.next('read_receipt')).fields).toMatchObject({ ...frames.user(people[1].id), message_id: id });
    bob.send(...frames.directHistory(people[0].id, { limit: 2, offset: 2 }));
    const older = await bob.next(frames.directHistoryPage, ({ has_more }) => has_more === false);
    expect(messagesOf(older).map(({ content }) => content)).toEqual(['one']);
  });

  test('a receipt reaches the room; a report is confirmed to the reporter and its outcome sent to the room', async () => {
    const { room, people, clients } = await pair();
    const [ada, bob] = clients;
    const id = frames.id(await sent(ada, room, 'buy now'));
    bob.send('read_receipt', { ...frames.room(room), message_id: id });
    expect((await ada.next('read_receipt')).fields).toMatchObject({ username: people[1].username, message_id: id });
    bob.send('report_message', { message_id: id, reason: 'spam', details: 'look' });
    const report = Number((await bob.next('report_received')).fields.report_id);
    await chats.call(chat.moderation.resolve, callerOf(moderator), { id: report, status: 'actioned', deleteMessage: true });
    for (const each of clients) {
      await each.next('message_deleted');
      expect((await each.next('moderation_action')).fields).toMatchObject({ action: 'message_deleted', message_id: id });
    }
    expect(of(ada, 'report_received')).toEqual([]);
  });

  test('the commands of a batch run in order, each with its own reply', async () => {
    const { room, clients } = await pair();
    const [ada, bob] = clients;
    const from = ada.received.length;
    ada.send('message_batch', {
      messages: [
        ada.messageFrame(room, 'one', 'a'),
        { type: 'nonsense' },
        ada.messageFrame(room, 'two', 'b'),
        { type: 'ping', data: {} },
      ],
    });
    await ada.next('pong', undefined, from);
    await bob.message('two');
    const answers = ['message_ack', 'error', 'pong'];
    const order = ada.received.slice(from).flatMap(({ type }) => (answers.includes(type) ? [type] : []));
    expect(order).toEqual(['message_ack', 'error', 'message_ack', 'pong']);
    expect(bob.seqs).toEqual([1, 2]);
  });

  test('sync joins rooms, replays missed room and direct events, then confirms; an inaccessible room does not stop it', async () => {
    const { room, people, clients } = await pair();
    const [ada] = clients;
    const hidden = await chats.newRoom(owner, { isPrivate: true });
    for (const content of ['one', 'two']) await sent(ada, room, content);
    for (const content of ['psst', 'psst again']) await ada.acked(ada.sendDirect(people[1].id, content));
    const back = await chats.open({ ...people[1], token: await chats.identity.signIn(people[1].id) }, 0, dialect);
    back.send('sync', { rooms: { [hidden]: 0, [room]: 1, nowhere: 3 }, direct: { [people[0].id]: 1 } });
    const done = await back.next('sync_done');
    expect(done.fields).toMatchObject({ rooms: { [room]: 2 }, direct: { [people[0].id]: 2 }, truncated: {} });
    expect(back.contents).toEqual(['two']);
    await back.direct('psst again');
    expect(back.received.at(-1)).toBe(done);
    await sent(ada, room, 'three');
    await back.message('three');
    expect(back.seqs).toEqual([2, 2, 3]);
  });

  test('a direct message sent just before a connection to another replica arrives once with its sync', async () => {
    const [ada, bob] = [await chats.identity.signUp('ada'), await chats.identity.signUp('bob')];
    const here = await chats.open(ada, 0, dialect);
    await here.acked(here.sendDirect(bob.id, 'psst'));
    const there = await chats.open(bob, 1, dialect);
    there.send('sync', { rooms: {}, direct: { [ada.id]: 0 } });
    await there.next('sync_done');
    await here.acked(here.sendDirect(bob.id, 'and now'));
    await there.direct('and now');
    there.send('sync', { rooms: {}, direct: { [ada.id]: 1 } }); // a second sync, after the message was delivered
    await there.next('sync_done', undefined, there.received.length);
    expect(there.seqs).toEqual([1, 2]);
  });

  test('an invalid frame, command or field is an error, and the connection stays open', async () => {
    const { room, clients } = await pair();
    const [ada] = clients;
    const code = dialect === 'veza.v1' ? 1007 : 'INVALID_FORMAT';
    const errors = () => of(ada, 'error').map(({ fields }) => fields.code);
    ada.sendRaw('{"type":');
    ada.sendRaw('[]');
    ada.socket.send(Buffer.from('{"type":"ping"}'), { binary: true });
    for (const ref of [
      ada.sendBad('nonsense', {}),
      ada.sendBad('edit_message', { message_id: { not: 'an id' }, content: 'x' }),
      ada.sendBad('sync', { rooms: { [room]: 'much' } }),
    ])
      await ada.refused(ref);
    expect(errors()).toEqual([code, code, code, code, code, code]);
    ada.sendBad('ping', { unknown: 'is ignored' });
    await ada.next('pong');
  });
});

const matches = (fields: Fields, wanted: Fields): boolean =>
  Object.entries(wanted).every(([name, value]) => fields[name] === value);

const REFUSALS = [
  ['a room that does not exist', 'ROOM_NOT_FOUND', 1004, 'room_not_found'],
  ['a room that is private', 'PERMISSION_DENIED', 1002, 'authorization_error'],
] as const;

test.each(CHAT_DIALECTS)(
  '%s: an error has a code and a type, repeats the id of the command, and names the room',
  async (dialect) => {
    const client = await chats.open(await chats.identity.signUp('refused'), 0, dialect);
    const hidden = await chats.newRoom(owner, { isPrivate: true });
    for (const [i, room] of ['nowhere', hidden].entries()) {
      const [, code, number, type] = REFUSALS[i] ?? REFUSALS[0];
      const ref = client.send(dialect === 'veza.flat' ? 'join' : 'join_room', DIALECT_FRAMES[dialect].room(room));
      const { fields, frame } = await client.refused(ref);
      if (dialect === 'veza.v1') {
        expect([frame.id, fields.code, fields.error_type]).toEqual([ref, number, type]);
        expect(fields.details).toContain(room);
      } else expect([fields.client_id, fields.code]).toEqual([ref, code]);
      if (dialect === 'veza.chat') expect(fields.details).toEqual({ room });
    }
  },
);
