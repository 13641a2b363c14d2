import { test } from '@jest/globals';
import { type History, runHistory } from './history.js';

/** The `object` of a step that takes Redis away for so long. */
const FIVE_MINUTES = 3_004;

/** Faults that the simulation has found, each cut down to its shortest history. */
const REGRESSIONS: Record<string, History> = {
  'a client without rooms gets the direct messages sent after a kill of its replica': {
    replicas: 2,
    clients: 4,
    randomSeed: 6,
    steps: [
      { action: 'kill', actor: 0, object: 0, pauseMs: 0 },
      { action: 'sendDirect', actor: 0, object: 1, pauseMs: 1_500 },
      { action: 'sendDirect', actor: 0, object: 1, pauseMs: 0 },
    ],
  },
  'a client that is cut during its resume, at a replica that is then killed, is in its rooms again': {
    replicas: 2,
    clients: 2,
    randomSeed: 10,
    steps: [
      { action: 'kill', actor: 0, object: 0, pauseMs: 1_010 },
      { action: 'cut', actor: 1, object: 0, pauseMs: 5 },
      { action: 'kill', actor: 0, object: 0, pauseMs: 0 },
    ],
  },
  'a client that connects during the commit of a direct message to it receives that message': {
    replicas: 2,
    clients: 3,
    randomSeed: 8,
    steps: [
      { action: 'unban', actor: 0, object: 0, pauseMs: 0 },
      { action: 'sendDirect', actor: 0, object: 7, pauseMs: 0 },
      { action: 'failAfter', actor: 0, object: 0, pauseMs: 0 },
      { action: 'send', actor: 0, object: 0, pauseMs: 400 },
      { action: 'send', actor: 0, object: 0, pauseMs: 0 },
      { action: 'closeCleanly', actor: 8, object: 0, pauseMs: 1_000 },
      { action: 'sendDirect', actor: 0, object: 1, pauseMs: 0 },
      { action: 'send', actor: 0, object: 0, pauseMs: 0 },
    ],
  },
  'an edit pending on its message succeeds if its author is unbanned meanwhile': {
    replicas: 2,
    clients: 3,
    randomSeed: 1_158_583_567,
    steps: [
      { action: 'send', actor: 0, object: 0, pauseMs: 1_020 },
      { action: 'ban', actor: 0, object: 0, pauseMs: 120 },
      { action: 'edit', actor: 0, object: 0, pauseMs: 0 },
      { action: 'unban', actor: 0, object: 0, pauseMs: 0 },
    ],
  },
  'a client that is banned during its join gets no replay of the room': {
    replicas: 2,
    clients: 2,
    randomSeed: 208_309_162,
    steps: [
      { action: 'cut', actor: 0, object: 0, pauseMs: 0 },
      { action: 'send', actor: 0, object: 0, pauseMs: 1_100 },
      { action: 'send', actor: 1, object: 1, pauseMs: 0 },
      { action: 'rejoin', actor: 0, object: 1, pauseMs: 0 },
      { action: 'ban', actor: 0, object: 1, pauseMs: 0 },
      { action: 'unreact', actor: 0, object: 0, pauseMs: 0 },
    ],
  },
  'a client whose replica is killed after Redis came back empty gets every message of its rooms, once': {
    replicas: 2,
    clients: 3,
    randomSeed: 3,
    steps: [
      { action: 'send', actor: 0, object: 0, pauseMs: 2_600 },
      { action: 'wipeRedis', actor: 0, object: 0, pauseMs: 2_600 },
      { action: 'kill', actor: 0, object: 0, pauseMs: 0 },
      { action: 'send', actor: 0, object: 0, pauseMs: 120 },
    ],
  },
  'a client that is cut while Redis is away is in its rooms again when Redis is back': {
    replicas: 2,
    clients: 2,
    randomSeed: 25,
    steps: [
      { action: 'stopRedis', actor: 0, object: 5, pauseMs: 0 },
      { action: 'cut', actor: 1, object: 0, pauseMs: 0 },
      { action: 'send', actor: 3, object: 0, pauseMs: 0 },
    ],
  },
  'a client whose replica is killed just before Redis is away is in its rooms again': {
    replicas: 2,
    clients: 2,
    randomSeed: 2_078_003_003,
    steps: [
      { action: 'kill', actor: 1, object: 0, pauseMs: 1_020 },
      { action: 'stopRedis', actor: 0, object: 0, pauseMs: 0 },
      { action: 'send', actor: 0, object: 0, pauseMs: 0 },
    ],
  },
  'a client that is cut again while it waits for its state is in its rooms at the third attempt': {
    replicas: 3,
    clients: 4,
    randomSeed: 902_469_658,
    steps: [
      { action: 'kill', actor: 2, object: 0, pauseMs: 0 },
      { action: 'stopRedis', actor: 0, object: 0, pauseMs: 0 },
      { action: 'cut', actor: 1, object: 0, pauseMs: 2_600 },
      { action: 'send', actor: 0, object: 0, pauseMs: 0 },
      { action: 'send', actor: 1, object: 0, pauseMs: 0 },
      { action: 'slowLine', actor: 0, object: 0, pauseMs: 400 },
      { action: 'cut', actor: 3, object: 0, pauseMs: 0 },
      { action: 'slowLine', actor: 0, object: 0, pauseMs: 0 },
    ],
  },
  'a client that comes back while Redis is away is in its rooms again when Redis is back': {
    replicas: 2,
    clients: 2,
    randomSeed: 1_162_976_056,
    steps: [
      { action: 'cut', actor: 1, object: 0, pauseMs: 0 },
      { action: 'stopRedis', actor: 0, object: 1, pauseMs: 0 },
      { action: 'send', actor: 0, object: 0, pauseMs: 0 },
    ],
  },
  'a client of a quiet room gets no old message again after Redis came back empty and its replica was killed': {
    replicas: 2,
    clients: 3,
    randomSeed: 3,
    steps: [
      { action: 'send', actor: 0, object: 0, pauseMs: 2_600 },
      { action: 'unban', actor: 0, object: 0, pauseMs: 1_100 },
      { action: 'wipeRedis', actor: 0, object: 0, pauseMs: 2_600 },
      { action: 'kill', actor: 0, object: 0, pauseMs: 0 },
      { action: 'send', actor: 0, object: 0, pauseMs: 120 },
    ],
  },
  'a client that is cut again while its new connection waits for Redis is in its rooms again': {
    replicas: 3,
    clients: 2,
    randomSeed: 307_774_834,
    steps: [
      { action: 'cut', actor: 1, object: 0, pauseMs: 0 },
      { action: 'leave', actor: 0, object: 0, pauseMs: 120 },
      { action: 'stopRedis', actor: 0, object: 3, pauseMs: 400 },
      { action: 'send', actor: 0, object: 0, pauseMs: 2_600 },
      { action: 'cut', actor: 1, object: 0, pauseMs: 0 },
      { action: 'send', actor: 3, object: 0, pauseMs: 0 },
    ],
  },
  'a client that is cut while its connection waits for other replicas to store their state is in its rooms again': {
    replicas: 2,
    clients: 2,
    randomSeed: 1_077_724_360,
    steps: [
      { action: 'send', actor: 0, object: 0, pauseMs: 2_600 },
      { action: 'send', actor: 0, object: 0, pauseMs: 10 },
      { action: 'stopRedis', actor: 0, object: 2, pauseMs: 0 },
      { action: 'ban', actor: 0, object: 0, pauseMs: 0 },
      { action: 'unban', actor: 0, object: 1, pauseMs: 0 },
      { action: 'cut', actor: 1, object: 1, pauseMs: 2 },
      { action: 'send', actor: 3, object: 0, pauseMs: 2 },
      { action: 'leave', actor: 0, object: 3, pauseMs: 1 },
      { action: 'ban', actor: 0, object: 0, pauseMs: 2_600 },
      { action: 'cut', actor: 3, object: 0, pauseMs: 0 },
      { action: 'leave', actor: 0, object: 0, pauseMs: 0 },
      { action: 'edit', actor: 0, object: 0, pauseMs: 0 },
    ],
  },
  'a client of a replica with a wrong clock is in its rooms again after the replica is stopped': {
    replicas: 2,
    clients: 3,
    randomSeed: 4,
    steps: [
      { action: 'jumpClock', actor: 0, object: 0, pauseMs: 1_100 },
      { action: 'drain', actor: 0, object: 0, pauseMs: 400 },
      { action: 'send', actor: 0, object: 0, pauseMs: 0 },
      { action: 'sendDirect', actor: 0, object: 0, pauseMs: 0 },
    ],
  },
  'a client is in its rooms again when its new replica started just before Redis lost its data': {
    replicas: 2,
    clients: 2,
    randomSeed: 1_510_526_600,
    steps: [
      { action: 'send', actor: 0, object: 0, pauseMs: 2_600 },
      { action: 'send', actor: 0, object: 0, pauseMs: 2_600 },
      { action: 'kill', actor: 3, object: 0, pauseMs: 0 },
      { action: 'block', actor: 0, object: 0, pauseMs: 1_020 },
      { action: 'cut', actor: 1, object: 1, pauseMs: 400 },
      { action: 'wipeRedis', actor: 0, object: 0, pauseMs: 0 },
      { action: 'send', actor: 3, object: 0, pauseMs: 0 },
    ],
  },
  'a client that is cut at the start of five minutes without Redis is in its rooms again': {
    replicas: 2,
    clients: 3,
    randomSeed: 1,
    steps: [
      { action: 'send', actor: 0, object: 0, pauseMs: 2_600 },
      { action: 'cut', actor: 1, object: 0, pauseMs: 100 },
      { action: 'stopRedis', actor: 0, object: FIVE_MINUTES, pauseMs: 305_000 },
      { action: 'send', actor: 2, object: 0, pauseMs: 100 },
    ],
  },
  'a client whose replica is killed while Redis is frozen for five minutes is in its rooms again': {
    replicas: 2,
    clients: 3,
    randomSeed: 1,
    steps: [
      { action: 'send', actor: 0, object: 0, pauseMs: 2_600 },
      { action: 'freezeRedis', actor: 0, object: FIVE_MINUTES, pauseMs: 0 },
      { action: 'cut', actor: 1, object: 0, pauseMs: 100 },
      { action: 'kill', actor: 0, object: 0, pauseMs: 305_000 },
      { action: 'send', actor: 2, object: 0, pauseMs: 100 },
    ],
  },
  'a room that was joined during five minutes without Redis is resumed after its replica was killed': {
    replicas: 2,
    clients: 3,
    randomSeed: 1,
    steps: [
      { action: 'leave', actor: 1, object: 1, pauseMs: 2_600 },
      { action: 'stopRedis', actor: 0, object: FIVE_MINUTES, pauseMs: 0 },
      { action: 'join', actor: 1, object: 1, pauseMs: 150_000 },
      { action: 'kill', actor: 0, object: 0, pauseMs: 0 },
      { action: 'kill', actor: 1, object: 0, pauseMs: 155_000 },
      { action: 'send', actor: 2, object: 1, pauseMs: 100 },
    ],
  },
  'a client that is banned while its join is stored, and unbanned later, is not put into the room by its next connection': {
    replicas: 3,
    clients: 4,
    randomSeed: 925_591_487,
    steps: [
      { action: 'join', actor: 2, object: 1, pauseMs: 0 },
      { action: 'ban', actor: 0, object: 0, pauseMs: 10 },
      { action: 'stopRedis', actor: 0, object: 0, pauseMs: 15 },
      { action: 'ban', actor: 2, object: 3, pauseMs: 1_100 },
      { action: 'ban', actor: 0, object: 0, pauseMs: 0 },
      { action: 'join', actor: 1, object: 0, pauseMs: 1_020 },
      { action: 'cut', actor: 2, object: 0, pauseMs: 400 },
      { action: 'leave', actor: 0, object: 0, pauseMs: 0 },
      { action: 'send', actor: 0, object: 0, pauseMs: 30 },
      { action: 'rejoin', actor: 1, object: 0, pauseMs: 15 },
      { action: 'unban', actor: 2, object: 1, pauseMs: 15 },
      { action: 'stopRedis', actor: 0, object: 3, pauseMs: 0 },
    ],
  },
  'a client that is banned and unbanned during a join is in the room that its reply names': {
    replicas: 2,
    clients: 2,
    randomSeed: 220_485_262,
    steps: [
      { action: 'stopRedis', actor: 0, object: 0, pauseMs: 0 },
      { action: 'join', actor: 3, object: 3, pauseMs: 0 },
      { action: 'ban', actor: 1, object: 3, pauseMs: 0 },
      { action: 'unban', actor: 3, object: 3, pauseMs: 0 },
      { action: 'join', actor: 0, object: 0, pauseMs: 0 },
    ],
  },
};

test.each(Object.entries(REGRESSIONS))('%s', async (_, history) => {
  await runHistory(history);
});
