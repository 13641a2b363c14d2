// covers: apps/chat/src, libs/sdk/src/chat
// drill: heavy
import { testSeed } from '@veza/testing';
import { faults } from '../src/config.js';
import { runFaults } from '../src/faults/run.js';
import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { journey, useSystem } from '../src/journey.js';

const START_AND_END_MS = 240_000;

/** Three chat replicas, whose processes, Redis, Postgres and lines fail. `FAULTS_SECONDS=600 npm run drill chat-faults` runs longer. */
useSystem({
  without: ['media', 'catalog', 'booking', 'community'],
  chats: 3,
  ownPostgres: true,
  env: { ...WITHOUT_LIMITS, CHAT_MODERATION_REPEATS: '1000000', LOG_LEVEL: 'info' },
});

journey('clients of every dialect, while replicas, Redis, Postgres and lines fail', (step) => {
  step(
    'each client receives each message of its rooms, in order, and none is silent',
    async (system) => {
      const { FAULTS_SECONDS: seconds, FAULTS_USERS: users } = faults;
      const seed = testSeed();
      console.log(`seed ${seed}: ${await runFaults(system, { seed, seconds, users })}`);
    },
    faults.FAULTS_SECONDS * 1_000 + START_AND_END_MS,
  );
});
