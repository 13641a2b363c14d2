import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Metrics } from '@veza/platform';
import { RetentionRepository, TurnLost } from '../src/retention/retention.repository.js';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { fillLog, seqsFrom, seqsOf } from './old-log.js';

/** The turns of two replicas, step by step: without CHAT_RETENTION_DAYS they do not sweep by themselves. */
let chats: ChatUnderTest;
let owner: TestAccount;
let one: RetentionRepository;
let other: RetentionRepository;
beforeAll(async () => {
  chats = await startChats(2);
  owner = await chats.identity.signUp('owner');
  const [first, second] = chats.replicas.map(({ app }) => app.get(RetentionRepository));
  if (!first || !second) throw new Error('A replica is missing');
  [one, other] = [first, second];
});
afterAll(() => chats?.stop());

const endLease = () => chats.sql('UPDATE chat.log_sweeps SET due_at = now()');

test('a replica without the variable has no sweep', async () => {
  for (const { app } of chats.replicas) {
    const { body } = await app.get(Metrics).text();
    expect(body).toContain('veza_chat_retention_removed_total');
    expect(body).not.toMatch(/queue="chat retention"|veza_chat_retention_oldest_seconds/);
  }
});

test('one of two replicas has the turn, and the other one removes nothing', async () => {
  await endLease();
  const taken = await Promise.all([one.take(), other.take()]);
  expect(taken.flat()).toEqual(['log']);
  const [holder, idle] = taken[0]?.length ? [one, other] : [other, one];
  const cutoff = await holder.cutoff(30, false);
  const room = await chats.newRoom(owner);
  await fillLog(chats, room, owner.id, { old: 20, young: 0 });
  await expect(idle.removeOldest(room, cutoff)).rejects.toThrow(TurnLost);
  await expect(idle.examine(cutoff)).rejects.toThrow(TurnLost);
  expect(await seqsOf(chats, room)).toHaveLength(20);
  expect(await idle.take()).toEqual([]);
  await holder.end(0);
  expect(await idle.take()).toEqual(['log']);
  await idle.end(3_600);
  expect([await one.take(), await other.take()]).toEqual([[], []]);
});

test('a replica that dies between two batches has removed a whole beginning, and another one goes on after its lease', async () => {
  const room = await chats.newRoom(owner);
  await fillLog(chats, room, owner.id, { old: 1_200, young: 40, mixed: true });
  await endLease();
  expect(await one.take()).toEqual(['log']);
  const cutoff = await one.cutoff(30, false);
  expect((await one.examine(cutoff)).rooms).toContain(room);
  const { done, messages, changes } = await one.removeOldest(room, cutoff);
  expect([done, messages + changes]).toEqual([false, 500]);
  expect(await seqsOf(chats, room)).toEqual(seqsFrom(501, 1_240));

  // Meanwhile the room works.
  const client = await chats.open(owner, 1);
  expect(await client.join(room, 1_230)).toMatchObject({ last_seq: 1_240 });
  expect((await client.acked(client.sendMessage(room, 'in between'))).fields.seq).toBe(1_241);
  expect(await other.take()).toEqual([]);
  await endLease();
  expect(await other.take()).toEqual(['log']);
  await expect(one.removeOldest(room, cutoff)).rejects.toThrow(TurnLost);
  for (let ended = false; !ended;) ended = (await other.removeOldest(room, cutoff)).done;
  expect(await seqsOf(chats, room)).toEqual(seqsFrom(1_201, 1_241));
  const [row] = await chats.sql(
    `SELECT first_seq::int AS first, message_count::int = (SELECT count(*) FROM chat.messages WHERE room_id = $1 AND deleted_at IS NULL) AS counted
     FROM chat.rooms WHERE id = $1`,
    [room],
  );
  expect(row).toEqual({ first: 1_201, counted: true });
  expect((await other.examine(cutoff)).rooms).not.toContain(room);
  await other.end(3_600);
  client.close();
});
