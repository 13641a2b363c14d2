import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { DIALECTS, type DialectName } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { mismatchOf } from './frame-check.js';
import { comparable, examplesOf, type PageExample } from './protocol-page.js';
import { bearer, type Fields, TestClient } from './test-client.js';

const PAGES: readonly (readonly [DialectName, string])[] = [
  ['veza.v1', 'veza-v1.md'],
  ['veza.chat', 'veza-chat.md'],
  ['veza.flat', 'veza-flat.md'],
  ['nova.v1', 'nova-v1.md'],
];

let chats: ChatUnderTest | undefined;

afterEach(async () => {
  await chats?.stop();
  chats = undefined;
});

describe.each(PAGES)('%s', (dialect, page) => {
  const examples = examplesOf(page);
  const typesBy = (...by: PageExample['by'][]) => examples.filter((each) => by.includes(each.by)).map(({ frame }) => frame.type);

  test('the page shows every command and every event of the dialect', () => {
    expect(new Set(typesBy('client', 'client bob'))).toEqual(new Set(Object.keys(DIALECTS[dialect].receives)));
    expect(new Set(typesBy('server', 'server carol', 'server sample'))).toEqual(new Set(Object.keys(DIALECTS[dialect].sends)));
  });

  test('every example is valid against the AsyncAPI document', () => {
    for (const { by, frame, place } of examples)
      expect([place, mismatchOf(dialect, by.startsWith('client') ? 'in' : 'out', frame)]).toEqual([place, undefined]);
  });

  test('the session of the page runs as printed', async () => {
    chats = await startChats(1);
    await runSession(chats, dialect, examples);
  });
});

/** Sends the client frames of the page in its order, and takes each printed server frame from what Alice received. */
async function runSession(running: ChatUnderTest, dialect: DialectName, examples: readonly PageExample[]): Promise<void> {
  const [replica] = running.replicas;
  if (!replica) throw new Error('There is no replica');
  const alice = await running.identity.signUp('alice');
  const bob = await running.identity.signUp('bob');
  const [hers, his] = [
    await TestClient.open(replica, dialect, bearer(alice.token)),
    await TestClient.open(replica, dialect, bearer(bob.token)),
  ];
  const taken = new Set<unknown>();
  const open = () => hers.received.filter((each) => !taken.has(each));
  for (const { by, frame, place } of examples) {
    if (by === 'client') hers.sendRaw(withToken(frame, alice.token));
    else if (by === 'client bob') his.sendRaw(withToken(frame, bob.token));
    else if (by === 'server') taken.add(await received(place, frame, open));
  }
  await settled(hers);
  expect(open().map(({ frame }) => frame)).toEqual([]);
  const carols = examples.filter(({ by }) => by === 'server carol');
  if (carols.length > 0) await resumeAsPrinted(running, dialect, carols);
}

/** Carol connects with `?resume=`, is in a room, comes back with her token, and once more with the same one. */
async function resumeAsPrinted(running: ChatUnderTest, dialect: DialectName, examples: readonly PageExample[]): Promise<void> {
  const [replica] = running.replicas;
  if (!replica) throw new Error('There is no replica');
  const carol = await running.identity.signUp('carol');
  const open = (token: string) => TestClient.open(replica, dialect, `${bearer(carol.token)}&resume=${token}`);
  const first = await open('');
  await first.join('general');
  const token = String((await first.next('resume_token')).fields.token);
  const second = await open(token);
  await second.next('resumed');
  const third = await open(token);
  const all = () => [first, second, third].flatMap((client) => client.received);
  for (const { frame, place } of examples) await received(place, frame, all);
}

/** The frame that the page prints. On a failure the message has what came instead. */
async function received(place: string, printed: Fields, open: () => { frame: Fields }[]): Promise<unknown> {
  const wanted = comparable(printed);
  try {
    return await eventually(place, () => open().find(({ frame }) => isDeepStrictEqual(comparable(frame), wanted)), { ms: 3_000 });
  } catch (cause) {
    const instead = open().map(({ frame }) => JSON.stringify(frame));
    throw new Error(`${place}: ${JSON.stringify(printed)} did not arrive, but\n${instead.join('\n')}`, { cause });
  }
}

/** A reply to a last ping: everything before it has arrived. It is not part of the page. */
async function settled(client: TestClient): Promise<void> {
  const from = client.received.length;
  client.sendRaw({ type: 'ping', id: 'last' });
  const pong = await client.next('pong', undefined, from);
  client.received.splice(client.received.indexOf(pong), 1);
}

const withToken = (frame: Fields, token: string): Fields =>
  JSON.parse(JSON.stringify(frame).replace('<access token>', token)) as Fields;
