import { expect, test } from '@jest/globals';
import { EpochStore } from '../src/tracking/epoch-store.js';
import type { Watermark, Position } from '../src/tracking/positions.js';
import { LossDetector } from '../src/tracking/loss-detector.js';
import { SessionStore } from '../src/tracking/session-store.js';
import { idleSocket } from './idle-socket.js';
import { replicasOnRedis } from './parts-on-redis.js';
import { CacheRedis } from '../src/redis/cache-redis.js';

const { newReplica } = replicasOnRedis();
const NOTHING = { at: 0, covered: new Map(), lagging: new Map(), caughtUp: [] };

test('the last complete epoch of a killed replica is found, with thousands of rooms and sockets', async () => {
  const [dying, next] = [await newReplica(), (await newReplica()).get(SessionStore)];
  const killed = dying.get(SessionStore);
  const [first, last, other] = [idleSocket(1), idleSocket(2), idleSocket(3)];
  const entries = new Map([['room-1499', { base: 3, upTo: 3, epoch: 1 }]]);
  for (const { connection, identity } of [first, last, other])
    await killed.saveLive({ connection, identity: { ...identity, sessionId: connection.id }, entries });

  const watermarks = Array.from({ length: 1_500 }, (_, n): [string, Watermark] => [`room-${n}`, { epoch: 6, top: n }]);
  const positionAt = (n: number): Position => ({ rooms: { 'room-1499': n }, direct: {}, directAt: n });
  const laggards = Array.from({ length: 1_500 }, (_, n): [string, Position] => [`another-${n}`, positionAt(n)]);
  const lagging = new Map([[first.connection.id, positionAt(4)], ...laggards, [last.connection.id, positionAt(5)]]);
  const covered = new Map(watermarks);
  expect(await dying.get(EpochStore).save({ epoch: 7, at: 0, covered, lagging, caughtUp: [] })).toBe(true);

  const heirOf = ({ connection }: typeof first) => {
    const heir = idleSocket(4);
    return next.inherit(heir.connection, { ...heir.identity, sessionId: connection.id });
  };
  expect(await heirOf(first)).toEqual(positionAt(4));
  expect(await heirOf(last)).toEqual(positionAt(5));
  expect(await heirOf(other)).toEqual(expect.objectContaining({ rooms: { 'room-1499': 1_499 } }));
});

test('a replica notices that Redis has lost its data, and its sockets are inherited after it has stored them again', async () => {
  const [dying, next] = [await newReplica(), (await newReplica()).get(SessionStore)];
  const [store, epochs, losses] = [dying.get(SessionStore), dying.get(EpochStore), dying.get(LossDetector)];
  const [live, ended, heir] = [idleSocket(5), idleSocket(6), idleSocket(5)];
  const sessionOf = ({ connection, identity }: typeof live) => ({ ...identity, sessionId: connection.id });
  const stateOf = () => {
    const entries = new Map([['quiet', { base: 7, upTo: 7, epoch: 1 }]]);
    return { connection: live.connection, identity: sessionOf(live), entries };
  };
  await store.saveLive(stateOf());
  await store.saveEnded(ended.connection, sessionOf(ended), { rooms: { left: 4 }, direct: {}, directAt: 1 });
  expect(await epochs.save({ ...NOTHING, epoch: 1 })).toBe(true);
  await dying.get(CacheRedis).client.flushall();
  expect(await epochs.isIntact()).toBe(false);
  await store.saveEpoch({ ...NOTHING, epoch: 2 });
  expect(losses.isComplete).toBe(false);
  await store.restore(new Map(), [live.connection], stateOf);
  expect([losses.isComplete, await epochs.save({ ...NOTHING, epoch: 3 })]).toEqual([true, true]);
  expect(await next.inherit(heir.connection, sessionOf(live))).toMatchObject({ rooms: { quiet: 7 } });
  expect(await next.inherit(idleSocket(6).connection, sessionOf(ended))).toMatchObject({ rooms: { left: 4 } });
});
