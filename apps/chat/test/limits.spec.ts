import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { Person } from './identity-of-the-test.js';
import { bearer, type ChatDialect, Talker } from './talker.js';

let chats: ChatUnderTest;
let owner: Person;

beforeAll(async () => {
  chats = await startChats(2, {
    CHAT_MESSAGES_PER_MINUTE: '4',
    CHAT_CHANGES_PER_MINUTE: '3',
    CHAT_ROOMS_PER_CONNECTION: '2',
    CHAT_MODERATION_WORDS: 'durian',
  });
  owner = await chats.identity.signUp('owner');
});

afterAll(() => chats?.stop());

let rooms = 0;
const newRoom = async (slowMode = 0): Promise<string> => {
  rooms += 1;
  return (await chats.call(chat.rooms.create, callerOf(owner), { name: `Limits ${rooms}`, slowMode })).id;
};

async function talker(person: Person, n: number, room: string, dialect: ChatDialect = 'veza.v1'): Promise<Talker> {
  const replica = chats.replicas[n];
  if (!replica) throw new Error(`There is no replica ${n}`);
  const open = await Talker.open(replica, dialect, bearer(person.token));
  await open.join(room);
  return open;
}

test('messages are counted over replicas and dialects; resends are free, what was refused does not count', async () => {
  const room = await newRoom();
  const person = await chats.identity.signUp('chatty');
  const [here, there] = [await talker(person, 0, room), await talker(person, 1, room, 'veza.chat')];
  for (let n = 1; n <= 4; n += 1) await (n % 2 ? here : there).acked((n % 2 ? here : there).say(room, `n${n}`, `own-${n}`));
  const waits: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const { fields } = await here.refused(here.say(room, `too many ${n}`));
    expect(fields).toMatchObject({ code: 1003, error_type: 'rate_limit_error' });
    waits.push(Number(fields.retry_after));
  }
  expect(Math.max(...waits)).toBeLessThanOrEqual(60);
  expect(waits).toEqual([...waits].sort((one, other) => other - one));
  there.say(room, 'n1', 'own-1');
  expect((await there.acked('own-1')).fields).toMatchObject({ duplicate: true, seq: 1 });
  expect(await chats.sql('SELECT 1 FROM chat.room_events WHERE room_id = $1', [room])).toHaveLength(4);
});

test('without Redis each replica counts for itself', async () => {
  const room = await newRoom();
  const person = await chats.identity.signUp('lonely');
  const here = await talker(person, 0, room);
  await chats.redis.stop();
  const refs = Array.from({ length: 6 }, (_, n) => here.say(room, `n${n}`));
  await eventually(
    'six answers',
    () => here.heard.filter(({ type }) => type === 'message_ack' || type === 'error').length === 6,
    { ms: 10_000 },
  );
  await chats.redis.start();
  expect(here.heard.filter(({ type }) => type === 'message_ack').map(({ fields }) => fields.id)).toEqual(refs.slice(0, 4));
});

test('changes have their own limit', async () => {
  const room = await newRoom();
  const person = await chats.identity.signUp('editor');
  const here = await talker(person, 0, room, 'veza.flat');
  here.say(room, 'draft');
  const { id } = (await here.message('draft')).fields;
  for (let n = 1; n <= 3; n += 1) here.send('edit_message', { message_id: id, content: `draft ${n}` });
  const refused = here.send('edit_message', { message_id: id, content: 'draft 4' });
  expect((await here.refused(refused)).fields.code).toBe('RATE_LIMITED');
  expect(here.seqs).toEqual([1, 2, 3, 4]);
});

test('a slow room takes one message of a person in its time, and others meanwhile', async () => {
  const room = await newRoom(1);
  const [one, other] = await Promise.all([chats.identity.signUp('fast'), chats.identity.signUp('other')]);
  const [fast, slow] = [await talker(one, 0, room), await talker(other, 1, room)];
  await fast.acked(fast.say(room, 'first'));
  expect((await fast.refused(fast.say(room, 'too soon'))).fields).toMatchObject({ code: 1003, retry_after: 1 });
  await slow.acked(slow.say(room, 'mine'));
  await eventually('the time is over', async () => {
    const ref = fast.say(room, 'second');
    await eventually('an answer', () =>
      fast.heard.some(({ type, frame }) => frame.id === ref && (type === 'error' || type === 'message_ack')),
    );
    return fast.heard.some(({ type, fields }) => type === 'message_ack' && fields.id === ref);
  });
});

test('a batch is answered frame by frame, in order; a batch in it is none', async () => {
  const room = await newRoom();
  const person = await chats.identity.signUp('batcher');
  const here = await talker(person, 1, room);
  const frame = (id: string, content: string) => ({ type: 'message', id, data: { room_id: room, content } });
  const frames = [
    frame('1', 'one'),
    { type: 'unknown', id: '2' },
    frame('3', 'two'),
    { type: 'message_batch', id: '4', data: { messages: [{}] } },
    frame('5', 'a durian'),
  ];
  here.send('message_batch', { messages: frames });
  const answers = () => here.heard.filter(({ type }) => type === 'message_ack' || type === 'error');
  await eventually('five answers', () => answers().length === 5);
  expect(answers().map(({ type, frame: { id } }) => [id, type])).toEqual([
    ['1', 'message_ack'],
    ['2', 'error'],
    ['3', 'message_ack'],
    ['4', 'error'],
    ['5', 'error'],
  ]);
});

test('one room too many for a connection', async () => {
  const person = await chats.identity.signUp('everywhere');
  const here = await talker(person, 0, await newRoom());
  await here.join(await newRoom());
  expect((await here.refused(here.send('join_room', { room_id: await newRoom() }))).fields.code).toBe(1003);
});
