// covers: k8s, apps/*/src/migrations, libs/platform/src/shutdown, libs/transport/src
// drill: heavy
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { Random, testSeed } from '@veza/testing';
import { Audience } from '../src/faults/audience.js';
import { everyClientHears, talking } from '../src/faults/run.js';
import { Timeline } from '../src/faults/timeline.js';
import { faultsOf } from '../src/faults/verdict.js';
import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { journey, useSystem } from '../src/journey.js';
import { Load } from '../src/rollout/load.js';
import { HEAD, lastRelease } from '../src/rollout/release.js';
import { Rollout } from '../src/rollout/rollout.js';
import { signUp } from '../src/test-users.js';

const LIMIT_MS = 900_000;
/** Both versions serve together for so long. */
const MIXED_MS = 15_000;

/**
 * The last release becomes this version and goes back, under load, by the rules of the manifests: each step replaces one pod
 * of every service, and the balancers learn of it up to ten seconds late.
 */
useSystem({
  without: ['gateway', 'chat', 'media', 'catalog', 'booking', 'community'],
  env: { ...WITHOUT_LIMITS, CHAT_MODERATION_REPEATS: '1000000', LOG_LEVEL: 'info' },
});

journey('a rollout, and its way back', (step) => {
  step(
    'loses no request, no message and no upload, and no client',
    async (system) => {
      const seed = testSeed();
      const [random, timeline] = [new Random(seed), new Timeline()];
      const last = await lastRelease();
      const rollout = await Rollout.begin(system, last, () => random.next());
      const audience = new Audience(system, random, timeline);
      try {
        await audience.assemble(2);
        const load = new Load(system, await signUp(system, 'busy'));
        load.begin();
        const begun = performance.now();
        await talking(audience, async () => {
          await sleep(MIXED_MS / 3);
          for (const release of [HEAD, last]) {
            timeline.note(`--- ${release.name}`);
            await rollout.migrate(release);
            await rollout.replaceOne(release);
            await sleep(MIXED_MS);
            await rollout.replaceOne(release);
            await rollout.settled();
          }
        });
        const seconds = Math.round((performance.now() - begun) / 1_000);
        await everyClientHears(audience);
        const faults = [...(await load.end()), ...rollout.faults(), ...(await faultsOf(system, audience))];
        const gaveUp = audience.listeners.reduce((sum, each) => sum + each.gaveUp, 0);
        const acked = audience.listeners.reduce((sum, each) => sum + each.acked.length, 0);
        console.log(`${last.name} and back in ${seconds} s of load; ${acked} messages acknowledged;`, load.done);
        expect({ faults, gaveUp }).toEqual({ faults: [], gaveUp: 0 });
      } catch (error) {
        if (error instanceof Error) error.message += `\n\nseed ${seed}; the last events:\n${timeline.of(error.message)}`;
        throw error;
      } finally {
        await audience.stop();
        await rollout.stop();
      }
    },
    LIMIT_MS,
  );
});
