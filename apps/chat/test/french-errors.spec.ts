import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DialectName } from '@veza/contracts';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { bearer, CHAT_DIALECTS, TestClient } from './test-client.js';

/** Sentences of error frames follow `Accept-Language` of the upgrade; codes do not. */

let chats: ChatUnderTest;
beforeAll(async () => {
  chats = await startChats(1);
});
afterAll(() => chats?.stop());

async function open(dialect: DialectName, query: string, language: string): Promise<TestClient> {
  const [replica] = chats.replicas;
  if (!replica) throw new Error('The replica is missing');
  return TestClient.open(replica, dialect, query, { 'accept-language': language });
}

const FRENCH = {
  noRoom: "Le salon n'existe pas ou ne vous est pas visible",
  badToken: "Le jeton n'est pas valide ou a expiré",
};

test.each(CHAT_DIALECTS)('a refused command has a French sentence for a French client: %s', async (dialect) => {
  const { token } = await chats.identity.signUp(`fr-${dialect.slice(5)}`);
  const client = await open(dialect, bearer(token), 'fr-CH, en;q=0.5');
  const join = dialect === 'veza.flat' ? 'join' : 'join_room';
  const room = dialect === 'veza.v1' ? { room_id: 'nowhere' } : { room: 'nowhere' };
  const { fields } = await client.refused(client.send(join, room));
  expect(fields.message).toBe(FRENCH.noRoom);
  expect(fields.code).toBe(dialect === 'veza.v1' ? 1004 : 'ROOM_NOT_FOUND');
  if (dialect === 'veza.v1') expect(fields.suggestion).toBe('Corrigez la requête');
  const missing = await client.refused(client.sendBad(join, {}));
  expect(missing.fields.message).toMatch(/^room(_id)? : /);
});

test.each([...CHAT_DIALECTS, 'nova.v1'] as const)('a refused token has a French sentence: %s', async (dialect) => {
  const client = await open(dialect, bearer(`wrong-${dialect}`), 'fr');
  const { fields } = await client.next(dialect === 'veza.v1' ? 'auth_error' : 'error');
  expect(fields.message).toBe(FRENCH.badToken);
  expect((await client.ended()).code).toBe(4401);
});

test('a client without Accept-Language, or with another language, gets English', async () => {
  const { token } = await chats.identity.signUp('en');
  for (const language of ['', 'de']) {
    const client = await open('veza.chat', bearer(token), language);
    const { fields } = await client.refused(client.send('join_room', { room: 'nowhere' }));
    expect(fields.message).toBe('The room does not exist or is not visible to you');
  }
});
