import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually } from '@veza/testing';
import pg from 'pg';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';

let chats: ChatUnderTest;
beforeAll(async () => {
  chats = await startChats(1);
});
afterAll(() => chats?.stop());

/** The statements that wait for a lock, by their first words. */
async function waiting(): Promise<string[]> {
  const rows = await chats.sql<{ query: string }>(
    `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.map(({ query }) => query);
}

test('a message that is edited while the indexer writes its words is found by its new ones', async () => {
  const author = await chats.identity.signUp('author');
  const room = await chats.newRoom(author);
  const client = await chats.open(author, 0);
  await client.join(room);
  const before = await client.storeMessage(room, 'the one before');
  const holder = new pg.Client({ connectionString: chats.env.DATABASE_URL });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(
      `INSERT INTO chat.message_words (message_id, words) SELECT $1::bigint + n, '' FROM generate_series(1, 5) n`,
      [before],
    );
    const id = await client.storeMessage(room, 'the former text');
    await eventually('the indexer has read the message', async () => (await waiting()).length === 1);
    client.send('edit_message', { message_id: String(id), content: 'another wording' });
    const isEdited = () => client.received.some(({ type }) => type === 'message_edited');
    await eventually('the edit is done, or waits for the indexer', async () => isEdited() || (await waiting()).length === 2);
    await holder.query('ROLLBACK');
    await client.next('message_edited');
    await eventually('the message is indexed', async () => {
      const [row] = await chats.sql('SELECT FROM chat.message_words WHERE message_id = $1', [id]);
      return row;
    });
  } finally {
    await holder.end();
  }
  const found = async (q: string) => (await chats.call(chat.messages.search, callerOf(author), { q, room })).length;
  expect([await found('wording'), await found('former')]).toEqual([1, 0]);
});
