import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database, isUniqueViolation } from '@veza/database';
import { eventually } from '@veza/testing';
import fc from 'fast-check';
import { ConversationsRepository } from '../../src/conversations/conversations.repository.js';
import { LogRepository } from '../../src/delivery/log.repository.js';
import { ChangesRepository } from '../../src/messages/changes.repository.js';
import { HistoryRepository } from '../../src/history/history.repository.js';
import { MessageLogRepository } from '../../src/commit/message-log.repository.js';
import { SanctionsRepository } from '../../src/sanctions/sanctions.repository.js';
import { RoomsRepository } from '../../src/rooms/rooms.repository.js';
import { type ChatUnderTest, startChats } from '../chat-under-test.js';
import { ChangesModel } from './model/changes.model.js';
import { changesOf, entry, type Store } from './model/conformance.js';
import { HistoryModel, LogModel } from './model/log.model.js';
import { MessageLogModel } from './model/message-log.model.js';
import { Postgres, ModelSession } from './model/postgres.js';
import { ProgramRun, programs } from './model/programs.js';
import { RoomsModel, SanctionsModel } from './model/rooms.model.js';
import { blockKey } from './model/tables.js';

/** The simulation proves nothing where its model differs from Postgres: here both run the same programs. */

let chats: ChatUnderTest;
const model = new ModelSession(new Postgres(), {
  now: () => Date.now(),
  toServer: yieldToEventLoop,
  toClient: yieldToEventLoop,
  executing: yieldToEventLoop,
});
let stores: Record<'postgres' | 'model', Store & { locked(waiting: number): Promise<void>; addRoom(id: string): Promise<void> }>;

beforeAll(async () => {
  chats = await startChats(1, { CHAT_DATABASE_POOL: '6' });
  const app = chats.replicas[0]?.app;
  if (!app) throw new Error('The replica is missing');
  const database = app.get(Database);
  stores = {
    postgres: {
      messages: app.get(MessageLogRepository),
      log: app.get(LogRepository),
      history: app.get(HistoryRepository),
      rooms: app.get(RoomsRepository),
      sanctions: app.get(SanctionsRepository),
      changes: changesOf(app.get(ChangesRepository)),
      block: (userId, blockedId) => app.get(ConversationsRepository).block(userId, blockedId),
      addRoom: async (id) =>
        void (await database.query("INSERT INTO rooms (id, kind, name, member_limit) VALUES ($1, 'public', $1, 2)", [id])),
      locked: (waiting) =>
        eventually(`${waiting} statements wait for a lock, besides the indexer`, async () => {
          const sql = `SELECT 1 FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND datname = current_database() AND query NOT LIKE '%message_words%'`;
          return (await chats.sql(sql)).length === waiting;
        }).then(() => undefined),
    },
    model: {
      messages: new MessageLogModel(model),
      log: new LogModel(model),
      history: new HistoryModel(model),
      rooms: new RoomsModel(model),
      sanctions: new SanctionsModel(model),
      changes: changesOf(new ChangesModel(model)),
      block: async (userId, blockedId) => void model.tables.blocks.set(blockKey(userId, blockedId), model.tables.commit),
      addRoom: async (id) => model.tables.addRoom(id, 'public', undefined, 2),
      locked: async () => {
        for (let i = 0; i < 20; i += 1) await yieldToEventLoop();
      },
    },
  };
});

afterAll(() => chats?.stop());

let runs = 0;

test('sequentially, the model returns what Postgres returns for any program', async () => {
  await fc.assert(
    fc.asyncProperty(programs, async (program) => {
      runs += 1;
      const rooms = [`a${runs}`, `b${runs}`];
      const results = [];
      for (const store of [stores.postgres, stores.model]) {
        for (const room of rooms) await store.addRoom(room);
        results.push(await new ProgramRun(store, rooms, runs * 10).run(program));
      }
      expect(results[1]).toEqual(results[0]);
    }),
    { numRuns: 15 },
  );
});

/** Rows locked by one transaction are skipped or waited for by others, and its changes are not visible to them. */
test.each(['postgres', 'model'] as const)('concurrently, locked rows are skipped or waited for: %s', async (name) => {
  const { messages, changes, log, locked, addRoom } = stores[name];
  const [hot, cool] = [`hot-${name}`, `cool-${name}`];
  for (const room of [hot, cool]) await addRoom(room);
  const user = 90_000;
  const [first] = (await messages.write([entry(hot, user, 'first')], false)).placed.values();
  if (!first) throw new Error('The first message was not placed');
  const results: Record<string, unknown> = {};
  const placing = (entries: Parameters<typeof messages.write>[0], wait: boolean) =>
    messages.write(entries, wait).then(
      ({ placed, rooms }) => ({ seqs: [...placed.values()].map(({ seq }) => seq), rooms: [...rooms].sort() }),
      (error: unknown) => ({ violated: isUniqueViolation(error, 'client_ids_pkey') }),
    );
  /** Waiting statements get a row lock in any order, so only works whose order does not matter wait together. */
  const whileLocked = async (...works: (() => Promise<unknown>)[]) => {
    const waiting: Promise<unknown>[] = [];
    await changes.whileLocked(first.id, async () => {
      for (const work of works) {
        waiting.push(work());
        await locked(waiting.length);
      }
    });
    return Promise.all(waiting);
  };
  await changes.whileLocked(first.id, async () => {
    results.passed = await placing([entry(hot, user, 'passed'), entry(cool, user, 'free')], false);
    results.unseen = [(await log.lastSeqsOf([hot])).get(hot), (await log.events(hot, 0, 10, 10)).length];
  });
  const twice = () => placing([entry(hot, user, 'twice')], true);
  results.twice = new Set(await whileLocked(twice, twice));
  results.removed = await whileLocked(() => changes.remove(first.id, user));
  results.edited = await whileLocked(() => changes.edit(first.id, user, 'too late'));
  results.log = (await log.events(hot, 0, 10, 10)).map(({ seq, kind, body, deleted }) => ({ seq, kind, body, deleted }));
  const found = {
    id: 0,
    createdAt: 0,
    seq: 1,
    room: hot,
    userId: user,
    content: 'content of first',
    type: 'text',
    role: null,
    roomKind: 'public',
    slowMode: 0,
    sanction: null,
    sanctionUntil: null,
    sanctionRank: null,
    blocked: false,
  };
  expect(results).toEqual({
    passed: { seqs: [1], rooms: [cool] },
    unseen: [1, 1],
    twice: new Set([{ seqs: [4], rooms: [hot] }, { violated: true }]),
    removed: [{ found: { ...found, deleted: false }, seq: 6 }],
    edited: [{ found: { ...found, deleted: true } }],
    log: [
      { seq: 1, kind: 'message', body: '', deleted: true },
      { seq: 2, kind: 'reacted', body: '⏳', deleted: false },
      { seq: 3, kind: 'reacted', body: '⏳', deleted: false },
      { seq: 4, kind: 'message', body: 'content of twice', deleted: false },
      { seq: 5, kind: 'reacted', body: '⏳', deleted: false },
      { seq: 6, kind: 'deleted', body: '', deleted: false },
      { seq: 7, kind: 'reacted', body: '⏳', deleted: false },
    ],
  });
});

function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
