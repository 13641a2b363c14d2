import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually, freePort, startProcess, type TestProcess } from '@veza/testing';
import { callerOf, type ChatUnderTest, type Settings, startChats } from './chat-under-test.js';
import type { Person } from './identity-of-the-test.js';
import { bearer, CHAT_DIALECTS, type Fields, Talker } from './talker.js';

const RAISED = {
  CHAT_MESSAGES_PER_MINUTE: '100000',
  CHAT_MESSAGES_PER_HOUR: '100000',
  CHAT_MODERATION_REPEATS: '1000000',
  WS_CONNECTIONS_PER_USER: '100',
};
const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

let chats: ChatUnderTest;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  chats = await startChats(2, RAISED);
  [alice, bob] = await Promise.all([chats.identity.signUp('alice'), chats.identity.signUp('bob')]);
});

afterAll(() => chats?.stop());

const newRoom = async (name: string): Promise<string> => (await chats.call(chat.rooms.create, callerOf(alice), { name })).id;
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

function first() {
  const [replica] = chats.replicas;
  if (!replica) throw new Error('There is a replica');
  return replica;
}

/** Another replica, which can be killed. */
async function further(more: Settings = {}): Promise<{ process: TestProcess; port: number; ops: number }> {
  const [port, flat, ops] = [await freePort(), await freePort(), await freePort()];
  const ports = { WS_PORT: String(port), WS_FLAT_PORT: String(flat), OPS_PORT: String(ops) };
  const process = startProcess(MAIN, { ...chats.env, ...ports, ...more });
  await process.ready(`http://127.0.0.1:${ops}/readyz`);
  return { process, port, ops };
}

test('kill -9 in the middle of 1,000 messages: what was acknowledged is in the log once, and who comes back has it all in order', async () => {
  const room = await newRoom('crash');
  const { process, port } = await further();
  const survivor = await Talker.open(first(), 'veza.v1', bearer(alice.token));
  await survivor.join(room);
  const talker = await Talker.open(port, 'veza.v1', bearer(bob.token));
  await talker.join(room);
  for (let n = 1; n <= 1_000; n += 1) talker.say(room, `m${n}`, `crash-${n}`);
  await eventually('some are acknowledged', () => talker.heard.filter(({ type }) => type === 'message_ack').length > 50, {
    everyMs: 1,
  });
  await process.kill();
  await talker.ended();
  const acked = talker.heard.filter(({ type }) => type === 'message_ack').map(({ fields }) => Number(fields.seq));
  const stored = await chats.sql<{ seq: string }>('SELECT seq FROM chat.room_events WHERE room_id = $1 ORDER BY seq', [room]);
  expect(stored.map(({ seq }) => Number(seq))).toEqual(upTo(stored.length));
  expect(Math.max(...acked)).toBeLessThanOrEqual(stored.length);
  expect(new Set(acked).size).toBe(acked.length);

  const back = await Talker.open(first(), 'veza.v1', bearer(bob.token));
  for (let n = 1; n <= 1_000; n += 1) back.say(room, `m${n}`, `crash-${n}`);
  await eventually('all are acknowledged', () => back.heard.filter(({ type }) => type === 'message_ack').length === 1_000, {
    ms: 15_000,
  });
  await eventually('the survivor has all', () => survivor.seqs.length >= 1_000);
  const said = upTo(1_000).map((n) => `m${n}`);
  expect(survivor.contents).toEqual(said);
  const heard = new Set([...talker.contents, ...back.contents]);
  expect([...heard]).toEqual(said);
  const again = await Talker.open(first(), 'veza.v1', bearer(alice.token));
  await again.join(room, 0);
  await eventually('all are replayed', () => again.seqs.length >= 1_000);
  expect(again.seqs).toEqual(upTo(1_000));
});

/** Talks on, a few at a time, until the line ends; answers what was said under which id. */
async function talkUntilClosed(talker: Talker, room: string): Promise<string[]> {
  const said: string[] = [];
  const answered = () => talker.heard.filter(({ type }) => type === 'message_ack').length;
  while (!talker.closed) {
    const ref = `${talker.dialect} ${said.length}`;
    said.push(ref);
    talker.say(room, ref, ref);
    await eventually('the line is free', () => talker.closed !== undefined || said.length - answered() < 20, { everyMs: 1 });
  }
  return said;
}

test('SIGTERM under load: unready first, each dialect is closed in its own way, and nothing that was acknowledged is missing', async () => {
  const room = await newRoom('drain');
  const { process, port, ops } = await further({ SHUTDOWN_UNREADY_MS: '1500' });
  const survivor = await Talker.open(first(), 'veza.v1', bearer(alice.token));
  await survivor.join(room);
  const people = await Promise.all(CHAT_DIALECTS.map((dialect) => chats.identity.signUp(dialect)));
  const talkers = await Promise.all(
    CHAT_DIALECTS.map((dialect, i) => Talker.open(port, dialect, bearer(people[i]?.token ?? ''))),
  );
  const others = await Promise.all(people.map(({ id }) => chats.identity.signIn(id)));
  const crowd = await Promise.all(
    Array.from({ length: 60 }, (_, i) => Talker.open(port, CHAT_DIALECTS[i % 3] ?? 'veza.v1', bearer(others[i % 3] ?? ''))),
  );
  const cabinet = await Talker.open(port, 'nova.v1', bearer(bob.token));
  for (const each of [...talkers, ...crowd]) await each.join(room);
  const talking = talkers.map((each) => talkUntilClosed(each, room));
  await eventually('they are talking', () => survivor.seqs.length > 100);
  process.signal('SIGTERM');
  await eventually('it is unready', async () => (await fetch(`http://127.0.0.1:${ops}/readyz`)).status === 503, { everyMs: 10 });
  const told = survivor.seqs.length;
  expect(talkers.every(({ closed }) => closed === undefined)).toBe(true);
  await eventually('it still serves', () => survivor.seqs.length > told);
  for (const each of [...talkers, ...crowd]) {
    const { code, reason } = await each.ended();
    expect([each.dialect, code]).toEqual([each.dialect, 1012]);
    expect(reason).toMatch(/^retry=\d+$/);
  }
  // A client of nova.v1 comes back only after an end that was not clean.
  expect((await cabinet.ended()).code).toBe(1006);
  expect((await process.ended).code).toBe(0);
  const said = await Promise.all(talking);

  for (const [i, talker] of talkers.entries()) {
    const back = await Talker.open(first(), talker.dialect, bearer(people[i]?.token ?? ''));
    for (const ref of said[i] ?? []) back.say(room, ref, ref);
    await eventually('all are acknowledged', () => acks(back).length === said[i]?.length, { ms: 20_000 });
    const once = new Map(acks(back).map(({ fields }) => [ref(fields), fields.seq]));
    for (const { fields } of acks(talker)) expect([ref(fields), once.get(ref(fields))]).toEqual([ref(fields), fields.seq]);
    const total = Math.max(...[...once.values()].map(Number));
    await eventually('it is put back and has what it missed', () => Math.max(0, ...back.seqs) >= total);
    expect([...new Set([...talker.seqs, ...back.seqs])].sort((one, other) => one - other)).toEqual(upTo(Math.max(...back.seqs)));
  }
  const all = said.flat().length;
  await eventually('the survivor has all', () => survivor.seqs.length === all);
  expect(survivor.seqs).toEqual(upTo(all));
  expect([...survivor.contents].sort()).toEqual(said.flat().sort());
});

const acks = ({ heard }: Talker) => heard.filter(({ type }) => type === 'message_ack');
const ref = ({ id, client_id }: Fields): string => String(client_id ?? id);
