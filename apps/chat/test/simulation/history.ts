import fc from 'fast-check';
import type { Habits } from './world/client.js';
import { type Step, steps } from './steps.js';
import { World } from './world/world.js';

export interface History {
  readonly replicas: number;
  readonly clients: number;
  readonly luck: number;
  readonly steps: readonly Step[];
}

const ROOMS = ['plaza', 'cellar'];
const CLIENTS: readonly Habits[] = [
  { userId: 1, dialect: 'veza.v1', knows: true },
  { userId: 2, dialect: 'veza.flat', knows: false },
  { userId: 3, dialect: 'veza.chat', knows: false },
  { userId: 1, dialect: 'veza.flat', knows: false },
];

export const histories: fc.Arbitrary<History> = fc.record({
  replicas: fc.constantFrom(2, 2, 2, 3),
  clients: fc.constantFrom(2, 3, 4),
  luck: fc.noShrink(fc.nat()),
  steps,
});

/** Lets a history happen, and answers how much was checked in it; rejects when a promise of the chat was broken. */
export async function happens({ replicas, clients, luck, steps }: History, story?: (line: string) => void): Promise<number> {
  const world = new World(luck, CLIENTS.slice(0, clients), ROOMS, story);
  const uninstall = world.time.install();
  try {
    for (let i = 0; i < replicas; i += 1) world.start();
    await world.begin();
    for (const [index, client] of world.clients.entries()) ROOMS.slice(0, (index + 1) % 3).forEach((room) => client.join(room));
    await world.pass(200);
    for (const step of steps) {
      world.tell('STEP', JSON.stringify(step));
      happen(world, step);
      await world.pass(step.then);
    }
    await world.settle();
    return world.checks.done;
  } finally {
    uninstall();
  }
}

function happen(world: World, { does, who, what }: Step): void {
  const client = world.clients[who % world.clients.length];
  const replica = world.replica(who);
  const room = ROOMS[what % ROOMS.length];
  if (!client || !room) return;
  switch (does) {
    case 'send':
      return client.send(room);
    case 'write':
      return client.send(world.directRoomOf(client, what));
    case 'resend': {
      const sending = client.sendings.at(-1 - (what % 3));
      return sending && client.resend(sending);
    }
    case 'edit':
    case 'remove':
    case 'react':
    case 'unreact': {
      const message = [...world.tables.messages.values()].at(-1 - (what % 4));
      if (!message) return;
      if (does === 'edit') return client.edit(message.id);
      if (does === 'remove') return client.remove(message.id);
      return client.react(message.room, message.id, does === 'react');
    }
    case 'join':
      return client.join(room);
    case 'rejoin':
      return client.join(room, Math.max(0, (client.views.get(room)?.have ?? 0) - (who % 3)));
    case 'leave':
      return client.leave(room);
    case 'cut':
      return client.line.cut(what * 20);
    case 'cutUnnoticed':
      return client.line.cut(1_500);
    case 'goodbye':
      return client.goodbye();
    case 'kill':
      return replica && world.kill(replica);
    case 'drain':
      return replica && world.drain(replica);
    case 'lose':
      return world.losePublished(1 + (what % 4));
    case 'deafen':
      return replica && world.deafen(replica, 10 + what * 100);
    case 'redisAway':
      return world.redisGoesAway(20 + what * 100);
    case 'wipe':
      return world.wipeRedis();
    case 'ban':
    case 'unban':
      return world.ban(room, client.habits.userId, does === 'ban');
    case 'stumbleBefore':
      return world.stumble('before');
    case 'stumbleAfter':
      return world.stumble('after');
  }
}
