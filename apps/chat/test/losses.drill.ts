import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { Person } from './identity-of-the-test.js';
import { type LossyLine, lossyLine } from './lossy-line.js';
import { bearer, CHAT_DIALECTS, type ChatDialect, type Fields, Talker } from './talker.js';

const SETTINGS = {
  CHAT_MESSAGES_PER_MINUTE: '1000000',
  CHAT_MESSAGES_PER_HOUR: '1000000',
  CHAT_CHANGES_PER_MINUTE: '1000000',
  CHAT_MODERATION_REPEATS: '1000000',
  WS_CONNECTIONS_PER_USER: '1000',
  // Clients and both replicas share one process here, which does nothing else while a past is written.
  WS_SEND_BUFFER: '64MiB',
};
const PATIENCE = { ms: 90_000 };

let line: LossyLine;
let chats: ChatUnderTest;
let owner: Person;

beforeAll(async () => {
  chats = await startChats(2, async (redisUrl) => {
    line = await lossyLine(redisUrl);
    return { ...SETTINGS, REDIS_PUBSUB_URL: line.url };
  });
  owner = await chats.identity.signUp('owner');
});

afterAll(async () => {
  await chats?.stop();
  await line?.stop();
});

async function open(person: Person, n: number, dialect: ChatDialect = 'veza.v1'): Promise<Talker> {
  const replica = chats.replicas[n % 2];
  if (!replica) throw new Error('There are two replicas');
  return Talker.open(replica, dialect, bearer(person.token));
}

/** Asked again until it is made: Redis, over which it is asked, may just have come back. */
const newRoom = async (name: string): Promise<string> =>
  (await eventually('a room', () => chats.call(chat.rooms.create, callerOf(owner), { name }), { ms: 30_000 })).id;
const from = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** Somebody of each dialect on each replica. */
async function crowd(room: string): Promise<Talker[]> {
  const people = await Promise.all(from(0, 5).map((n) => chats.identity.signUp(`talks${n}`)));
  const talkers = await Promise.all(people.map((person, n) => open(person, n, CHAT_DIALECTS[n % 3])));
  for (const each of talkers) await each.join(room);
  return talkers;
}

/** So many at a time, each time until they are acknowledged. */
async function talk(talker: Talker, room: string, contents: readonly string[], atOnce = 25): Promise<void> {
  for (let at = 0; at < contents.length; at += atOnce) {
    const refs = contents.slice(at, at + atOnce).map((content) => talker.say(room, content, content));
    await eventually('all are acknowledged', () => refs.every((ref) => acknowledged(talker).has(ref)), {
      ...PATIENCE,
      everyMs: 2,
    });
  }
}

const acks = new WeakMap<Talker, { refs: Set<unknown>; upTo: number }>();

/** The ids under which a talker's messages were acknowledged; each frame is looked at once. */
function acknowledged(talker: Talker): ReadonlySet<unknown> {
  const known = acks.get(talker) ?? { refs: new Set<unknown>(), upTo: 0 };
  acks.set(talker, known);
  for (const { type, fields } of talker.heard.slice(known.upTo))
    if (type === 'message_ack') known.refs.add(fields.client_id ?? fields.id);
  known.upTo = talker.heard.length;
  return known.refs;
}

test('a third of all announcements is lost, the last one too: everybody hears everything once, in order', async () => {
  const room = await newRoom('Lossy');
  const talkers = await crowd(room);
  let count = 0;
  line.loses = (channel) => channel.startsWith('chat:room:') && (count += 1) % 3 === 0;
  await Promise.all(
    talkers.map((each, n) =>
      talk(
        each,
        room,
        from(1, 100).map((i) => `lossy ${n} ${i}`),
        1,
      ),
    ),
  );
  line.loses = (channel) => channel.startsWith('chat:');
  const [first, second] = talkers;
  if (!first || !second) throw new Error('There are six');
  await talk(first, room, ['the last']);
  for (const each of talkers) {
    await eventually('all 601', () => each.seqs.length >= 601, PATIENCE);
    expect(each.seqs).toEqual(from(1, 601));
  }
  line.loses = () => false;
  expect(line.lost).toBeGreaterThan(50);
});

test('nothing that replicas tell each other arrives: a ban and the end of a session cut each dialect on each replica within 2 s', async () => {
  const room = await newRoom('Silent');
  const person = await chats.identity.signUp('banned');
  const all: Talker[] = [];
  for (const n of [0, 1]) for (const dialect of CHAT_DIALECTS) all.push(await open(person, n, dialect));
  for (const each of all) await each.join(room);
  line.loses = () => true;
  const within = { ms: 2_000 };
  await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: person.id, duration: '24h' });
  await eventually(
    'all are told',
    () => all.every(({ heard }) => heard.some(({ type }) => type === 'moderation_action')),
    within,
  );
  chats.identity.revoke(person.token);
  await eventually('all are cut', () => all.every(({ closed }) => closed?.code === 4401), within);
  line.loses = () => false;
});

test('Redis is away for five seconds, and comes back empty: what was acknowledged is there, and nobody misses anything', async () => {
  const room = await newRoom('Without Redis');
  const talkers = await crowd(room);
  let said = 0;
  const goOnUntil = async (end: number) => {
    while (Date.now() < end) await Promise.all(talkers.map((each) => talk(each, room, [`${each.dialect} says ${(said += 1)}`])));
  };
  await goOnUntil(Date.now() + 500);
  const [before] = talkers;
  if (!before) throw new Error('There are six');
  await chats.redis.kill();
  const killed = Date.now();
  const during = said;
  await goOnUntil(killed + 5_000);
  expect(said).toBeGreaterThan(during);
  await chats.redis.start();
  await goOnUntil(Date.now() + 500);
  await chats.redis.restart({ wipe: true });
  await goOnUntil(Date.now() + 500);
  for (const each of talkers) {
    await eventually('all of it', () => each.seqs.length >= said, PATIENCE);
    expect(each.seqs).toEqual(from(1, said));
  }
  // Nothing that makes a resend harmless was in Redis.
  const [own] = [...acknowledged(before)].map(String);
  const again = before.heard.length;
  before.say(room, String(own), String(own));
  expect((await before.next('message_ack', undefined, again)).fields.duplicate).toBe(true);
}, 240_000);

test('10,000 events, and joins at random positions meanwhile: each gets what comes after its own, once, in order', async () => {
  const [room, EVENTS, JOINS] = [await newRoom('Long'), 10_000, 60];
  const talkers = await crowd(room);
  const share = Math.ceil(EVENTS / talkers.length);
  let happened = 0;
  const working = talkers.map(async (talker, n) => {
    const own: Fields = (await talker.acked(talker.say(room, `begins ${n}`))).fields;
    const id = talker.dialect === 'veza.v1' ? own.message_id : own.id;
    for (let i = 1; i < share; i += 20) {
      const rest = Math.min(20, share - i);
      await talk(
        talker,
        room,
        from(1, rest - 1).map((k) => `n${n} ${i} ${k}`),
      );
      const [count, edited] = [talker.heard.length, `edited ${n} ${i}`];
      talker.send('edit_message', { message_id: id, content: edited });
      await eventually('the edit', () => talker.heard.slice(count).some(({ fields }) => fields.content === edited), PATIENCE);
      happened += rest;
    }
  });
  const reader = await chats.identity.signUp('reader');
  const joins: { talker: Talker; first: number }[] = [];
  const joining = (async () => {
    for (let n = 0; n < JOINS; n += 1) {
      await eventually('more has happened', () => happened >= (n * EVENTS * 0.95) / JOINS, PATIENCE);
      const person = { ...reader, token: await chats.identity.signIn(reader.id) };
      const talker = await open(person, n, CHAT_DIALECTS[n % 3]);
      const since = Math.floor(Math.random() * (happened + 20));
      const { last_seq, history_truncated, history_reset } = await talker.join(room, since);
      const top = Number(last_seq);
      expect([since > top, top - since > 1_000]).toEqual([history_reset === true, history_truncated === true]);
      joins.push({ talker, first: history_reset ? top + 1 : Math.max(since, top - 1_000) + 1 });
    }
  })();
  await Promise.all([...working, joining]);
  const total = share * talkers.length;
  for (const { talker, first } of [...joins, ...talkers.map((talker) => ({ talker, first: 1 }))]) {
    await eventually('the last', () => talker.seqs.at(-1) === total, PATIENCE);
    expect(talker.seqs).toEqual(from(first, total));
  }
  for (const { talker } of joins) talker.close();
}, 240_000);
