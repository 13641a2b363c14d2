import { expect, test } from '@jest/globals';
import type { Watermark, Position } from '../src/tracking/positions.js';
import { SessionStore } from '../src/tracking/session-store.js';
import { idleSocket } from './idle-socket.js';
import { replicasOnRedis } from './parts-on-redis.js';

const { newReplica } = replicasOnRedis();

test('the last complete epoch of a killed replica is found, with thousands of rooms and sockets', async () => {
  const [killed, next] = [(await newReplica()).get(SessionStore), (await newReplica()).get(SessionStore)];
  const [first, last, other] = [idleSocket(1), idleSocket(2), idleSocket(3)];
  const entries = new Map([['room-1499', { base: 3, upTo: 3, epoch: 1 }]]);
  for (const { connection, identity } of [first, last, other])
    await killed.saveLive(connection, { ...identity, sessionId: connection.id }, entries);

  const watermarks = Array.from({ length: 1_500 }, (_, n): [string, Watermark] => [`room-${n}`, { epoch: 6, top: n }]);
  const positionAt = (n: number): Position => ({ rooms: { 'room-1499': n }, direct: {}, directAt: n });
  const laggards = Array.from({ length: 1_500 }, (_, n): [string, Position] => [`another-${n}`, positionAt(n)]);
  const lagging = new Map([[first.connection.id, positionAt(4)], ...laggards, [last.connection.id, positionAt(5)]]);
  await killed.saveEpoch(7, new Map(watermarks), lagging, []);

  const heirOf = ({ connection }: typeof first) => {
    const heir = idleSocket(4);
    return next.inherit(heir.connection, { ...heir.identity, sessionId: connection.id });
  };
  expect(await heirOf(first)).toEqual(positionAt(4));
  expect(await heirOf(last)).toEqual(positionAt(5));
  expect((await heirOf(other))?.rooms).toEqual({ 'room-1499': 1_499 });
});
