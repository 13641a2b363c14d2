import { expect } from '@jest/globals';
import { fuzz } from '../../src/config.js';
import { Campaign } from '../../src/fuzz/campaign.js';
import { OpenApi } from '../../src/clients/openapi.js';
import { story } from '../../src/story.js';
import type { World } from '../../src/world.js';

/** Requests an operation and round. Always as many, so that a failure is found again without FUZZ_SECONDS. */
const FEW = { valid: 2, broken: 8 };
/** The same requests in every run, so that a change is what makes the difference. */
const FIXED_SEED = 20_261_120;
/** Long enough for a machine that is busy with something else. */
const LIMIT_MS = 300_000;

const readDocument = async (world: World): Promise<OpenApi> =>
  OpenApi.parse(JSON.parse((await world.rest.get('/openapi.json')).expect(200).text));

/**
 * Generated requests, valid and broken, to every operation that the system itself describes: a few to each, always the same.
 * With FUZZ_SECONDS they are other ones, and after each round comes another until the time is over.
 */
export function tellTheFuzz(name: string): void {
  story(name, (step) => {
    step(
      'every operation does what it declares, and refuses what it must',
      async (world) => {
        const api = await readDocument(world);
        const wanted = fuzz.FUZZ_OPERATION?.split(',');
        const operations = api.operations.filter(({ id }) => wanted?.includes(id) ?? true);
        const campaign = new Campaign(world, api);
        const until = fuzz.FUZZ_SECONDS === undefined ? undefined : Date.now() + fuzz.FUZZ_SECONDS * 1_000;
        let seed = fuzz.FUZZ_SEED ?? (until === undefined ? FIXED_SEED : Date.now() % 2 ** 31);
        try {
          await campaign.begin();
          for (;;) {
            for (const operation of operations) await campaign.run(operation, { seed, ...FEW });
            if (until === undefined || Date.now() >= until) break;
            seed += 1;
          }
          for (const operation of operations) await campaign.insist(operation, seed);
        } finally {
          campaign.end();
        }
        console.log(campaign.summary());
        const found = campaign.report('npm test journeys');
        const never = campaign.neverCarriedOut(operations).map((id) => `${id}: none of the requests was carried out`);
        expect([...found, ...never].join('\n')).toBe('');
      },
      LIMIT_MS,
    );
  });
}
