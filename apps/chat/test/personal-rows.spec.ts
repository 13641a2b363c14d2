import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat, DELETED_USERNAME, type SectionOf, userEvents } from '@veza/contracts';
import { Database } from '@veza/database';
import { PERSONAL_ROWS } from '../src/personal-data/personal-rows.js';
import { PersonalDataController } from '../src/personal-data/personal-data.controller.js';
import pg from 'pg';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, TestClient } from './test-client.js';

let chats: ChatUnderTest;
beforeAll(async () => {
  chats = await startChats(1, { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000' });
});
afterAll(() => chats?.stop());

async function own(person: TestAccount, section: SectionOf<typeof chat.personalData.export>) {
  const rows: Record<string, unknown>[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = await chats.call(chat.personalData.export, callerOf(person), { section, after });
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

/** Delivers the event that identity publishes when an account is erased. */
async function erase(id: number): Promise<void> {
  for (const { app } of chats.replicas)
    await app.get(Database).transaction(async (tx) => {
      const facts = { source: 'identity', position: 1, name: userEvents.deleted.name, createdAt: new Date().toISOString(), tx };
      await app.get(PersonalDataController).deleted({ id }, facts);
    });
}

test('an export has all pages of a user’s room and direct messages and nothing of others; an erased author keeps their places', async () => {
  const [author, friend] = [await chats.identity.signUp('author'), await chats.identity.signUp('friend')];
  const { id: room } = await chats.call(chat.rooms.create, callerOf(friend), { name: 'Personal' });
  const [sender, receiver] = await Promise.all(
    [author, friend].map(({ token }) => TestClient.open(chats.replicas[0] ?? 0, 'veza.chat', bearer(token))),
  );
  if (!sender || !receiver) throw new Error('The clients are missing');
  await Promise.all([sender.join(room), receiver.join(room)]);
  await sender.acked(sender.sendMessage(room, 'mine in the room'));
  const messageId = Number((await receiver.message('mine in the room')).fields.id);
  await sender.acked(sender.sendDirect(friend.id, 'mine to a friend'));
  await receiver.acked(receiver.sendMessage(room, 'theirs in the room'));
  await chats.sql(
    `INSERT INTO chat.messages (room_id, seq, user_id, type, content) SELECT $1, 1000 + n, $2, 'text', 'more ' || n FROM generate_series(1, 210) n`,
    [room, author.id],
  );
  await chats.sql(
    `INSERT INTO chat.reactions (message_id, user_id, emoji) VALUES ($1, $2, '👍'), ($1, $2, '🎵'), ($1, $3, '👍')`,
    [messageId, author.id, friend.id],
  );
  await chats.call(chat.blocks.put, callerOf(author), { userId: friend.id });

  const messages = await own(author, 'messages');
  expect(messages).toHaveLength(212);
  expect(messages.slice(0, 2)).toMatchObject([
    { id: messageId, room_id: room, content: 'mine in the room', recipient_id: null },
    { content: 'mine to a friend', recipient_id: friend.id },
  ]);
  expect(await own(author, 'rooms')).toMatchObject([
    { kind: 'direct', name: null, with_user_id: friend.id },
    { room_id: room, name: 'Personal', role: 'member', created_by_me: false },
  ]);
  expect((await own(author, 'reactions')).map(({ emoji }) => emoji).sort()).toEqual(['🎵', '👍'].sort());
  expect(await own(author, 'blocks')).toMatchObject([{ blocked_id: friend.id }]);
  expect((await own(friend, 'messages')).map(({ content }) => content)).toEqual(['theirs in the room']);

  const members = async () => (await chats.call(chat.rooms.get, callerOf(friend), { room })).memberCount;
  expect(await members()).toBe(2);
  await erase(author.id);
  await erase(author.id);
  expect(await members()).toBe(1);
  for (const section of ['rooms', 'blocks'] as const) expect(await own(author, section)).toEqual([]);
  const [first] = (await chats.call(chat.messages.history, callerOf(friend), { room })).filter(({ id }) => id === messageId);
  expect(first ?? (await own(author, 'messages'))[0]).toMatchObject({ content: 'mine in the room' });
  sender.close();
  receiver.close();
  const direct = await chats.call(chat.messages.direct, callerOf(friend), { userId: author.id });
  expect(direct).toMatchObject([{ content: 'mine to a friend', username: DELETED_USERNAME, avatar: null }]);
});

test('an export reads the messages of its author by an index', async () => {
  const { columns, from, key } = PERSONAL_ROWS.messages;
  const room = await chats.newRoom(await chats.identity.signUp('founder'));
  const authors = 1_000_000; // ids that no signed-up user has
  await chats.sql(
    `INSERT INTO chat.messages (room_id, seq, user_id, type, content) SELECT $1, 2000 + n, $2 + n % 50, 'text', '' FROM generate_series(1, 5000) n`,
    [room, authors],
  );
  const connection = new pg.Client({ connectionString: chats.env.DATABASE_URL, options: '-c search_path=chat,public' });
  await connection.connect();
  try {
    await connection.query('ANALYZE messages');
    const { rows } = await connection.query(`EXPLAIN SELECT ${columns} FROM ${from} AND ${key} > $2 ORDER BY ${key} LIMIT 101`, [
      authors,
      0,
    ]);
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('messages_by_user');
  } finally {
    await connection.end();
  }
});

test('an export finds the few messages of one author among those of many others', async () => {
  const [rare, others] = [await chats.identity.signUp('rare'), await chats.identity.signUp('others')];
  const room = await chats.newRoom(rare);
  const [last] = await chats.sql<{ id: string }>('SELECT coalesce(max(id), 0) AS id FROM chat.messages');
  const ids = [1, 49_999, 50_000, 50_001, 240_000, 240_001].map((n) => Number(last?.id) + n);
  await chats.sql(
    `INSERT INTO chat.messages (id, room_id, seq, user_id, type, content)
     SELECT id, $1, n, CASE WHEN n = 6 THEN $3::int ELSE $2 END, 'text', '' FROM unnest($4::bigint[]) WITH ORDINALITY AS t(id, n)`,
    [room, rare.id, others.id, ids],
  );
  expect((await own(rare, 'messages')).map(({ id }) => id)).toEqual(ids.slice(0, 5));
  expect((await own(others, 'messages')).map(({ id }) => id)).toEqual(ids.slice(5));
});

test('a token from before the erasure does not restore the username', async () => {
  const person = await chats.identity.signUp('late');
  (await TestClient.open(chats.replicas[0] ?? 0, 'veza.v1', bearer(person.token))).close();
  await erase(person.id);
  (await TestClient.open(chats.replicas[0] ?? 0, 'veza.v1', bearer(await chats.identity.signIn(person.id)))).close();
  const [kept] = await chats.sql('SELECT username, deleted FROM chat.people WHERE id = $1', [person.id]);
  expect(kept).toEqual({ username: DELETED_USERNAME, deleted: true });
});
