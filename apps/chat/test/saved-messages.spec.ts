import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { chat, MOST_SAVED } from '@veza/contracts';
import { Database } from '@veza/database';
import { PersonalDataRepository } from '../src/personal-data/personal-data.repository.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { fillLog, sweep } from './old-log.js';

let chats: ChatUnderTest;
let owner: TestAccount;
let reader: TestAccount;

beforeAll(async () => {
  chats = await startChats(1, {
    CHAT_RETENTION_DAYS: '30',
    CHAT_MESSAGES_PER_MINUTE: '100000',
    CHAT_MESSAGES_PER_HOUR: '100000',
    CHAT_CHANGES_PER_MINUTE: '100000',
  });
  owner = await chats.identity.signUp('owner');
});
beforeEach(async () => {
  reader = await chats.identity.signUp('reader');
});
afterAll(() => chats?.stop());

const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
const save = (by: TestAccount, messageId: number) => chats.call(chat.savedMessages.put, callerOf(by), { messageId });
const page = (by: TestAccount, query: { limit?: number; cursor?: string } = {}) =>
  chats.call(chat.savedMessages.list, callerOf(by), query);
/** By message its text; null where the person may not read it. */
const saved = async (by: TestAccount) =>
  (await page(by, { limit: 100 })).saved.map(({ messageId, message }) => [messageId, message?.content ?? null]);

/** A room with the reader and messages `entry 1` and so on; their ids by seq. */
async function filledRoom(young: number, { isPrivate = false, old = 0 } = {}): Promise<{ room: string; ids: number[] }> {
  const room = await chats.newRoom(owner, { isPrivate });
  await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: reader.id });
  await fillLog(chats, room, owner.id, { old, young });
  const rows = await chats.sql<{ id: string }>('SELECT id FROM chat.messages WHERE room_id = $1 ORDER BY seq', [room]);
  return { room, ids: rows.map(({ id }) => Number(id)) };
}

test('the last saved message comes first, pages follow a cursor, and saving or removing twice changes nothing', async () => {
  const { ids } = await filledRoom(5);
  for (const id of [...ids, ids[1] ?? 0]) await save(reader, id);
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const { saved: found, nextCursor } = await page(reader, { limit: 2, ...(cursor !== undefined && { cursor }) });
    seen.push(...found.map(({ messageId }) => messageId));
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined && seen.length < 20);
  expect(seen).toEqual([...ids].reverse());
  for (let twice = 0; twice < 2; twice += 1)
    await chats.call(chat.savedMessages.remove, callerOf(reader), { messageId: ids[4] ?? 0 });
  expect((await saved(reader)).map(([id]) => id)).toEqual(ids.slice(0, 4).reverse());
  expect(await refusal(page(reader, { cursor: 'bm9uZQ' }))).toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('the list is of one person: others see nothing of it and take nothing from it', async () => {
  const { ids } = await filledRoom(1);
  await save(reader, ids[0] ?? 0);
  expect(await saved(owner)).toEqual([]);
  await chats.call(chat.savedMessages.remove, callerOf(owner), { messageId: ids[0] ?? 0 });
  expect(await saved(reader)).toEqual([[ids[0], 'entry 1']]);
});

test('a message out of reach is not saved', async () => {
  const { room, ids } = await filledRoom(2, { isPrivate: true });
  const [id = 0, deleted = 0] = ids;
  const [stranger, staff] = [await chats.identity.signUp('stranger'), await chats.identity.signUp('staff', 'admin')];
  await chats.call(chat.messages.remove, callerOf(owner), { room, id: deleted });
  for (const [by, messageId] of [
    [stranger, id],
    [staff, id],
    [reader, deleted],
    [reader, 999_999_999],
  ] as const)
    expect(await refusal(save(by, messageId))).toMatchObject({ code: 'NOT_FOUND' });
  expect(
    await chats.sql('SELECT FROM chat.saved_messages WHERE user_id = ANY ($1)', [[stranger.id, staff.id, reader.id]]),
  ).toEqual([]);
});

test('a deleted message and one that the retention removes show nothing of their content', async () => {
  const { room, ids } = await filledRoom(2, { old: 1 });
  const [old = 0, first = 0, second = 0] = ids;
  for (const id of ids) await save(reader, id);
  await chats.call(chat.messages.remove, callerOf(owner), { room, id: first });
  await sweep(chats);
  expect(await saved(reader)).toEqual([
    [second, 'entry 3'],
    [first, null],
    [old, null],
  ]);
});

test('who leaves a private room reads nothing of it in the list until the return', async () => {
  const { room, ids } = await filledRoom(1, { isPrivate: true });
  const [id = 0] = ids;
  await save(reader, id);
  await chats.call(chat.rooms.dismiss, callerOf(reader), { room, userId: reader.id });
  expect(await saved(reader)).toEqual([[id, null]]);
  await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: reader.id });
  expect(await saved(reader)).toEqual([[id, 'entry 1']]);
});

test('a ban closes also the saved messages of a public room, and a deleted room all of them', async () => {
  const { room, ids } = await filledRoom(1);
  const [id = 0] = ids;
  await save(reader, id);
  await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: reader.id, kind: 'ban' });
  expect(await saved(reader)).toEqual([[id, null]]);
  await chats.call(chat.moderation.lift, callerOf(owner), { room, userId: reader.id });
  expect(await saved(reader)).toEqual([[id, 'entry 1']]);
  await chats.call(chat.rooms.remove, callerOf(owner), { room });
  expect(await saved(reader)).toEqual([[id, null]]);
});

test.each(['the reader', 'the author'])('a block by %s hides the text while it lasts', async (by) => {
  const { ids } = await filledRoom(1);
  const [id = 0] = ids;
  await save(reader, id);
  const [one, other] = by === 'the reader' ? [reader, owner] : [owner, reader];
  await chats.call(chat.blocks.put, callerOf(one), { userId: other.id });
  expect(await saved(reader)).toEqual([[id, null]]);
  await chats.call(chat.blocks.remove, callerOf(one), { userId: other.id });
  expect(await saved(reader)).toEqual([[id, 'entry 1']]);
});

test('a direct message is saved by its two people only', async () => {
  const client = await chats.open(owner, 0);
  const { fields } = await client.acked(client.sendDirect(reader.id, 'between us'));
  const id = Number(fields.message_id);
  await save(reader, id);
  await save(owner, id);
  for (const by of [reader, owner]) expect(await saved(by)).toContainEqual([id, 'between us']);
  expect(await refusal(save(await chats.identity.signUp('third'), id))).toMatchObject({ code: 'NOT_FOUND' });
  client.close();
});

test('a person has at most so many saved messages, also of those that come at once', async () => {
  const { ids } = await filledRoom(4);
  await chats.sql('INSERT INTO chat.saved_messages (user_id, message_id) SELECT $1, 700000 + n FROM generate_series(1, $2) n', [
    reader.id,
    MOST_SAVED - 2,
  ]);
  const outcomes = await Promise.all(ids.map((id) => refusal(save(reader, id))));
  const refused = outcomes.filter((outcome) => outcome !== null);
  expect(refused).toHaveLength(2);
  for (const error of refused) expect(error).toMatchObject({ code: 'CONFLICT' });
  const [counted] = await chats.sql('SELECT count(*)::int AS n FROM chat.saved_messages WHERE user_id = $1', [reader.id]);
  expect(counted).toEqual({ n: MOST_SAVED });
});

test('the list is erased with the account', async () => {
  const { ids } = await filledRoom(1);
  await save(reader, ids[0] ?? 0);
  const app = chats.replicas[0]?.app;
  await app?.get(Database).transaction((tx) => app.get(PersonalDataRepository).erase(reader.id, tx));
  expect(await chats.sql('SELECT FROM chat.saved_messages WHERE user_id = $1', [reader.id])).toEqual([]);
});
