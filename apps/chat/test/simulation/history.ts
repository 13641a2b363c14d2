import fc from 'fast-check';
import type { ClientProfile } from './world/client.js';
import { type HistoryStep, steps, stepsWithRenewals } from './steps.js';
import { World } from './world/world.js';

/** One run of the simulated world, as data: fast-check generates it, and cuts a failing one down. */
export interface History {
  readonly replicas: number;
  readonly clients: number;
  /** Whether their tokens end, so that they renew them or show tickets. Absent: no. */
  readonly tokensEnd?: boolean;
  /** The seed of all latencies and choices of the world. */
  readonly randomSeed: number;
  readonly steps: readonly HistoryStep[];
}

/** The slowest line takes some seconds for the past of a room. */
const SLOW_BYTES_PER_MS = 8;
const ROOMS = ['plaza', 'cellar'];
const CLIENTS: readonly ClientProfile[] = [
  { userId: 1, dialect: 'veza.v1', resumes: true },
  { userId: 2, dialect: 'veza.flat', resumes: false },
  { userId: 3, dialect: 'veza.chat', resumes: false },
  { userId: 1, dialect: 'veza.flat', resumes: false },
  { userId: 3, dialect: 'veza.v1', resumes: true, hasToken: true },
];

/** The same clients with credentials that end: each way back into a room occurs with renewed tokens or with tickets. */
const SIGNED_IN: readonly ClientProfile[] = [
  { userId: 1, dialect: 'veza.v1', resumes: true, shows: 'token' },
  { userId: 2, dialect: 'veza.flat', resumes: false, shows: 'ticket' },
  { userId: 3, dialect: 'veza.chat', resumes: false, shows: 'token' },
  { userId: 1, dialect: 'veza.flat', resumes: true, shows: 'ticket' },
  { userId: 3, dialect: 'veza.v1', resumes: true, hasToken: true, shows: 'ticket' },
];

const circumstances = {
  replicas: fc.constantFrom(2, 2, 2, 3),
  clients: fc.constantFrom(2, 3, 4, 5),
  randomSeed: fc.noShrink(fc.nat()),
};

export const histories: fc.Arbitrary<History> = fc.oneof(
  { weight: 7, arbitrary: fc.record({ ...circumstances, steps }) },
  { weight: 1, arbitrary: fc.record({ ...circumstances, tokensEnd: fc.constant(true), steps: stepsWithRenewals }) },
);

/** Runs a history. Resolves with the number of its checks; rejects with BrokenPromise. */
export async function runHistory(
  { replicas, clients, tokensEnd = false, randomSeed, steps }: History,
  onTrace?: (line: string) => void,
): Promise<number> {
  const world = new World(randomSeed, (tokensEnd ? SIGNED_IN : CLIENTS).slice(0, clients), ROOMS, onTrace);
  const uninstall = world.time.install();
  try {
    for (let i = 0; i < replicas; i += 1) world.startReplica();
    await world.begin();
    for (const [index, client] of world.clients.entries()) ROOMS.slice(0, (index + 1) % 3).forEach((room) => client.join(room));
    await world.advance(200);
    for (const step of steps) {
      world.trace('STEP', JSON.stringify(step));
      runStep(world, step);
      await world.advance(step.pauseMs);
    }
    await world.settle();
    return world.checks.count;
  } finally {
    uninstall();
  }
}

/** A client comes back after a second, so the longer ones include its first attempts. */
const awayMs = (choice: number): number => [20, 1_300, 220, 2_500][choice % 6] ?? 20 + choice * 100;

function runStep(world: World, { action, actor, object }: HistoryStep): void {
  const client = world.clients[actor % world.clients.length];
  const replica = world.replica(actor);
  const room = ROOMS[object % ROOMS.length];
  if (!client || !room) return;
  switch (action) {
    case 'send':
      return client.send(room);
    case 'sendDirect':
      return client.send(world.directRoomOf(client, object));
    case 'resend': {
      const sent = client.sentMessages.at(-1 - (object % 3));
      return sent && client.resend(sent);
    }
    case 'edit':
    case 'remove':
    case 'react':
    case 'unreact': {
      const message = [...world.tables.messages.values()].at(-1 - (object % 4));
      if (!message) return;
      if (action === 'edit') return client.edit(message.id);
      if (action === 'remove') return client.remove(message.id);
      return client.react(message.room, message.id, action === 'react');
    }
    case 'join':
      return client.join(room);
    case 'rejoin':
      return client.join(room, Math.max(0, (client.views.get(room)?.upTo ?? 0) - (actor % 3)));
    case 'leave':
      return client.leave(room);
    case 'block':
    case 'unblock':
      return world.block(client, object, action === 'block');
    case 'slowLine':
      return client.line.slowDown(SLOW_BYTES_PER_MS + object * 8);
    case 'jumpClock':
      return replica && world.jumpClock(replica, object);
    case 'cut':
      return client.line.cut(object * 20);
    case 'cutUnnoticed':
      return client.line.cut(1_500);
    case 'vanish':
      return client.line.vanish();
    case 'mute':
      return client.line.mute(object * 60);
    case 'freezePostgres':
      return world.freezePostgres(awayMs(object));
    case 'closeCleanly':
      return client.closeCleanly();
    case 'renew':
      return void client.renew();
    case 'kill':
      return replica && world.kill(replica);
    case 'drain':
      return replica && world.drain(replica);
    case 'losePublished':
      return world.losePublished(1 + (object % 4));
    case 'breakSubscription':
      return replica && world.breakSubscription(replica, 10 + object * 100);
    case 'stopRedis':
      return world.stopRedis(awayMs(object));
    case 'freezeRedis':
      return world.freezeRedis(awayMs(object));
    case 'wipeRedis':
      return world.wipeRedis();
    case 'ban':
    case 'unban':
      return world.ban(room, client.profile.userId, action === 'ban');
    case 'failBefore':
      return world.failNextWrite('before');
    case 'failAfter':
      return world.failNextWrite('after');
  }
}
