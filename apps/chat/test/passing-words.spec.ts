import { expect, test } from '@jest/globals';
import { CONFIG } from '@veza/platform';
import { RoomBus } from '../src/bus/room-bus.js';
import { ActiveRoom } from '../src/delivery/active-room.js';
import type { LogEvent } from '../src/protocol/log-event.js';
import { MediaLinks } from '../src/delivery/media-links.js';
import { RoomChannels } from '../src/delivery/room-channels.js';
import { batchOf } from '../src/delivery/announcement.js';
import type { EphemeralEvent } from '../src/protocol/outgoing.types.js';
import { idleSocket } from './idle-socket.js';
import { Parts } from './simulation/world/parts.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const entered = (userId: number, room = 'r'): EphemeralEvent => ({ kind: 'entered', room, userId, username: `u${userId}` });
const deleted = (seq: number): LogEvent => ({ kind: 'deleted', room: 'r', seq, at: 0, userId: 1, username: 'u1', id: seq });

/** A room with these people in it, and the writes that each got. */
function roomOf(...userIds: number[]) {
  const people = userIds.map((userId) => idleSocket(userId));
  const links = new Parts([[CONFIG, { VEZA_SECRET: 'a secret of thirty-two characters or more' }]]).get(MediaLinks);
  const receivers = () => people.map(({ connection }) => connection);
  return { room: new ActiveRoom('r', 0, receivers, () => undefined, links), people };
}

/** Of each frame its type and whom or what it is about. */
const toldIn = (text: string): string[] =>
  [...text.matchAll(/"type":"(user_online|message_deleted)".*?"(?:user_id|message_id)":"?([\w-]+)/g)].map(
    ([, type, about]) => `${type} ${about}`,
  );

test('passing words of one turn are one write to each, and nobody hears their own', async () => {
  const { room, people } = roomOf(1, 2, 3);
  room.sendEphemeral(entered(2), 2);
  room.sendEphemeral(entered(3), 3);
  await turn();
  const [one, two, three] = people.map(({ writes }) => writes.map((frames) => toldIn(frames).length));
  expect([one, two, three]).toEqual([[2], [1], [1]]);
});

test('a passing word and events keep their order', async () => {
  const { room, people } = roomOf(1);
  const offer = (seq: number) => {
    const batch = batchOf([deleted(seq)]);
    if (batch) room.feed.offer(batch);
  };
  offer(1);
  room.sendEphemeral(entered(2), 2);
  offer(2);
  await turn();
  expect(people[0]?.writes.map((frames) => toldIn(frames).map((told) => told.split(' ')[0]))).toEqual([
    ['message_deleted', 'user_online', 'message_deleted'],
  ]);
});

test('who was told events is asked whether they arrived, and nobody because of a passing word', async () => {
  const { room, people } = roomOf(1);
  const connection = people[0]?.connection;
  room.sendEphemeral(entered(2), 2);
  await turn();
  expect(connection?.takeUnackedEvents()).toBe(false);
  const batch = batchOf([deleted(1)]);
  if (batch) room.feed.offer(batch);
  await turn();
  expect(connection?.takeUnackedEvents()).toBe(true);
});

/** Two replicas on one bus, which tells everybody at once. */
function twoReplicas() {
  const listeners = new Map<string, ((text: string) => void)[]>();
  const said: string[] = [];
  const bus: Pick<RoomBus, 'subscribe' | 'publish'> = {
    subscribe: (channel, listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return Promise.resolve();
    },
    publish: (channel, text) => {
      said.push(channel);
      for (const tell of listeners.get(channel) ?? []) tell(text);
    },
  };
  const replica = () => new Parts([[RoomBus, bus]]).get(RoomChannels);
  return { said, one: replica(), other: replica() };
}

test('the passing words of a turn are one announcement of each room, before its events, and not heard by who said them', async () => {
  const { said, one, other } = twoReplicas();
  const heard: string[] = [];
  await one.subscribeRoom('r', () => heard.push('itself'));
  await other.subscribeRoom('r', (_, announcement) => {
    if ('ephemeral' in announcement) heard.push(...announcement.ephemeral.map(({ except }) => `entered ${except}`));
    if ('batch' in announcement) heard.push('event');
  });
  for (const userId of [1, 2]) one.publishEphemeral({ event: entered(userId), except: userId });
  one.publishEphemeral({ event: entered(3, 'q'), except: 3 });
  expect(said).toEqual([]);
  one.publishEvents('r', [deleted(1)]);
  expect(said).toEqual(['chat:room:r', 'chat:room:q', 'chat:room:r']);
  // Events are told by their seq and come to everybody; the words only to the others.
  expect(heard).toEqual(['entered 1', 'entered 2', 'itself', 'event']);
  one.publishEphemeral({ event: entered(4), except: 4 });
  await turn();
  expect(heard.at(-1)).toBe('entered 4');
});
