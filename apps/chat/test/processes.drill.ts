import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually, freePort, startProcess, type TestProcess } from '@veza/testing';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { Person } from './identity-of-the-test.js';
import { bearer, Talker } from './talker.js';

const RAISED = { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000' };
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
async function further(): Promise<{ process: TestProcess; port: number }> {
  const [port, flat, ops] = [await freePort(), await freePort(), await freePort()];
  const process = startProcess(MAIN, { ...chats.env, WS_PORT: String(port), WS_FLAT_PORT: String(flat), OPS_PORT: String(ops) });
  await process.ready(`http://127.0.0.1:${ops}/readyz`);
  return { process, port };
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

test('SIGTERM: each socket is told to come back, what was said is stored, and the next replica resumes', async () => {
  const room = await newRoom('drain');
  const { process, port } = await further();
  const other = await Talker.open(first(), 'veza.v1', bearer(alice.token));
  await other.join(room);
  const talker = await Talker.open(port, 'veza.v1', bearer(bob.token));
  await talker.join(room);
  await talker.acked(talker.say(room, 'before'));
  process.signal('SIGTERM');
  const { code, reason } = await talker.ended();
  expect(code).toBe(1012);
  expect(reason).toMatch(/^retry=\d+$/);
  other.say(room, 'meanwhile');
  await other.message('meanwhile');
  expect((await process.ended).code).toBe(0);
  const back = await Talker.open(first(), 'veza.v1', bearer(bob.token));
  await back.message('meanwhile');
});
