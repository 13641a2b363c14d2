import { expect, test } from '@jest/globals';
import { CONFIG, PubSub } from '@veza/platform';
import { ActiveRoom } from '../src/delivery/active-room.js';
import type { LogEvent } from '../src/protocol/log-event.js';
import { MediaLinks } from '../src/delivery/media-links.js';
import { RoomChannels } from '../src/delivery/room-channels.js';
import { batchOf } from '../src/delivery/room-feed.js';
import type { EphemeralEvent } from '../src/protocol/outgoing.types.js';
import { idleSocket } from './idle-socket.js';
import { Parts } from './simulation/world/parts.js';

const tick = () => new Promise((resolve) => setImmediate(resolve));
const entered = (userId: number, room = 'r'): EphemeralEvent => ({ kind: 'entered', room, userId, username: `u${userId}` });
const deleted = (seq: number): LogEvent => ({ kind: 'deleted', room: 'r', seq, at: 0, userId: 1, username: 'u1', id: seq });

/** A room with these users, and the writes to each. */
function roomOf(...userIds: number[]) {
  const sockets = userIds.map((userId) => idleSocket(userId));
  const links = new Parts([[CONFIG, { VEZA_SECRET: 'a secret of thirty-two characters or more', VEZA_SECRET_OTHERS: [] }]]).get(
    MediaLinks,
  );
  const receivers = () => sockets.map(({ connection }) => connection);
  return { room: new ActiveRoom('r', 0, receivers, () => undefined, links), sockets };
}

/** The type of each frame and the user or message that it concerns. */
const framesIn = (text: string): string[] =>
  [...text.matchAll(/"type":"(user_online|message_deleted)".*?"(?:user_id|message_id)":"?([\w-]+)/g)].map(
    ([, type, subject]) => `${type} ${subject}`,
  );

test('ephemeral events of one tick are one write to each connection, without its own user', async () => {
  const { room, sockets } = roomOf(1, 2, 3);
  room.sendEphemeral(entered(2), 2);
  room.sendEphemeral(entered(3), 3);
  await tick();
  const [one, two, three] = sockets.map(({ writes }) => writes.map((frames) => framesIn(frames).length));
  expect([one, two, three]).toEqual([[2], [1], [1]]);
});

test('ephemeral events and log events keep their order', async () => {
  const { room, sockets } = roomOf(1);
  const offer = (seq: number) => {
    const batch = batchOf([deleted(seq)]);
    if (batch) room.feed.offer(batch);
  };
  offer(1);
  room.sendEphemeral(entered(2), 2);
  offer(2);
  await tick();
  expect(sockets[0]?.writes.map((frames) => framesIn(frames).map((frame) => frame.split(' ')[0]))).toEqual([
    ['message_deleted', 'user_online', 'message_deleted'],
  ]);
});

test('a log event requires an acknowledgement, an ephemeral event does not', async () => {
  const { room, sockets } = roomOf(1);
  const connection = sockets[0]?.connection;
  room.sendEphemeral(entered(2), 2);
  await tick();
  expect(connection?.takeUnackedEvents()).toBe(false);
  const batch = batchOf([deleted(1)]);
  if (batch) room.feed.offer(batch);
  await tick();
  expect(connection?.takeUnackedEvents()).toBe(true);
});

/** Two replicas on one bus, which delivers at once. */
function twoReplicas() {
  const listeners = new Map<string, ((text: string) => void)[]>();
  const published: string[] = [];
  const bus: Pick<PubSub, 'subscribe' | 'publish'> = {
    subscribe: (channel, listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return Promise.resolve();
    },
    publish: (channel, text) => {
      published.push(channel);
      for (const listener of listeners.get(channel) ?? []) listener(text);
    },
  };
  const replica = () => new Parts([[PubSub, bus]]).get(RoomChannels);
  return { published, one: replica(), other: replica() };
}

test('the ephemeral events of a tick are one message per room, precede its log events, and are ignored by their publisher', async () => {
  const { published, one, other } = twoReplicas();
  const received: string[] = [];
  await one.subscribeRoom('r', () => received.push('itself'));
  await other.subscribeRoom('r', (_, announcement) => {
    if ('ephemeral' in announcement) received.push(...announcement.ephemeral.map(({ except }) => `entered ${except}`));
    if ('batch' in announcement) received.push('event');
  });
  for (const userId of [1, 2]) one.publishEphemeral({ event: entered(userId), except: userId });
  one.publishEphemeral({ event: entered(3, 'q'), except: 3 });
  expect(published).toEqual([]);
  one.publishEvents('r', [deleted(1)]);
  expect(published).toEqual(['chat:room:r', 'chat:room:q', 'chat:room:r']);
  // A replica also receives its own log events, which it knows by their seq; ephemeral events reach the others only.
  expect(received).toEqual(['entered 1', 'entered 2', 'itself', 'event']);
  one.publishEphemeral({ event: entered(4), except: 4 });
  await tick();
  expect(received.at(-1)).toBe('entered 4');
});
