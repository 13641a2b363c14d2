import { test } from '@jest/globals';
import { happens, type History } from './history.js';

/** What the simulation has found, each as short as it could be cut down. */
const STORIES: Record<string, History> = {
  'who is in no room and whose replica is killed gets what was said to them meanwhile': {
    replicas: 2,
    clients: 4,
    luck: 6,
    steps: [
      { does: 'kill', who: 0, what: 0, then: 0 },
      { does: 'write', who: 0, what: 1, then: 1_500 },
      { does: 'write', who: 0, what: 1, then: 0 },
    ],
  },
  'who is cut while its memory is being taken, at a replica that is then killed, has its rooms again': {
    replicas: 2,
    clients: 2,
    luck: 10,
    steps: [
      { does: 'kill', who: 0, what: 0, then: 1_010 },
      { does: 'cut', who: 1, what: 0, then: 5 },
      { does: 'kill', who: 0, what: 0, then: 0 },
    ],
  },
  'who comes while something is being said to them directly hears it': {
    replicas: 2,
    clients: 3,
    luck: 8,
    steps: [
      { does: 'unban', who: 0, what: 0, then: 0 },
      { does: 'write', who: 0, what: 7, then: 0 },
      { does: 'stumbleAfter', who: 0, what: 0, then: 0 },
      { does: 'send', who: 0, what: 0, then: 400 },
      { does: 'send', who: 0, what: 0, then: 0 },
      { does: 'goodbye', who: 8, what: 0, then: 1_000 },
      { does: 'write', who: 0, what: 1, then: 0 },
      { does: 'send', who: 0, what: 0, then: 0 },
    ],
  },
  'who is let speak again while their change waits for its message has made it': {
    replicas: 2,
    clients: 3,
    luck: 1_158_583_567,
    steps: [
      { does: 'send', who: 0, what: 0, then: 1_020 },
      { does: 'ban', who: 0, what: 0, then: 120 },
      { does: 'edit', who: 0, what: 0, then: 0 },
      { does: 'unban', who: 0, what: 0, then: 0 },
    ],
  },
  'who is banned on the way into a room hears nothing of what was said there meanwhile': {
    replicas: 2,
    clients: 2,
    luck: 208_309_162,
    steps: [
      { does: 'cut', who: 0, what: 0, then: 0 },
      { does: 'send', who: 0, what: 0, then: 1_100 },
      { does: 'send', who: 1, what: 1, then: 0 },
      { does: 'rejoin', who: 0, what: 1, then: 0 },
      { does: 'ban', who: 0, what: 1, then: 0 },
      { does: 'unreact', who: 0, what: 0, then: 0 },
    ],
  },
};

test.each(Object.entries(STORIES))('%s', async (_, history) => {
  await happens(history);
});
