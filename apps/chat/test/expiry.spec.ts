import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { bearer, CHAT_DIALECTS, Talker } from './talker.js';

let chats: ChatUnderTest;
beforeAll(async () => {
  chats = await startChats(1, { WS_SESSION_MAX: '3s', WS_TOKEN_STRICT: 'true' });
});
afterAll(() => chats?.stop());

const open = (token: string, dialect: (typeof CHAT_DIALECTS)[number]): Promise<Talker> => {
  const [replica] = chats.replicas;
  if (!replica) throw new Error('There is one');
  return Talker.open(replica, dialect, bearer(token));
};

test.each(CHAT_DIALECTS)('%s: the longest time of a socket is announced, and then ends it with 4401', async (dialect) => {
  const talker = await open((await chats.identity.signUp('patient')).token, dialect);
  const { fields } = await talker.next('auth_expiring');
  expect(fields.in_ms).toBeGreaterThan(0);
  expect(fields.in_ms).toBeLessThanOrEqual(3_000);
  expect((await talker.ended()).code).toBe(4401);
  const failure = talker.heard.at(-1);
  expect([failure?.type, failure?.fields.code]).toEqual(dialect === 'veza.v1' ? ['auth_error', 401] : ['error', 'AUTH_FAILED']);
});

test('where tokens bind, a socket ends with its token', async () => {
  const person = await chats.identity.signUp('bound');
  const short = await open(await chats.identity.signIn(person.id, undefined, undefined, 1_500), 'veza.chat');
  const long = await open(person.token, 'veza.chat');
  expect((await short.ended()).code).toBe(4401);
  expect(long.closed).toBeUndefined();
});
