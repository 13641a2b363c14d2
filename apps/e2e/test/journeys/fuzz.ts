import { expect } from '@jest/globals';
import { z } from 'zod';
import { fuzz } from '../../src/config.js';
import { Campaign } from '../../src/fuzz/campaign.js';
import { OpenApi } from '../../src/fuzz/openapi.js';
import { story } from '../../src/story.js';
import type { World } from '../../src/world.js';

const FEW = { valid: 2, broken: 8 };
const MANY = { valid: 4, broken: 20 };
/** The same requests in every run, so that a change is what makes the difference. */
const FIXED_SEED = 20_261_120;
/** Long enough for a machine that is busy with something else. */
const LIMIT_MS = 300_000;

const readDocument = async (world: World): Promise<OpenApi> =>
  new OpenApi((await world.rest.get('/openapi.json')).expect(200).as(z.record(z.string(), z.unknown())));

/**
 * Generated requests, valid and broken, to every operation that the system itself describes. With FUZZ_SECONDS it goes on with
 * other requests until then; without it each operation gets a few, always the same.
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
          do {
            for (const operation of operations)
              await campaign.run(operation, { seed, until, ...(until === undefined ? FEW : MANY) });
            seed += 1;
          } while (until !== undefined && Date.now() < until);
          for (const operation of operations) await campaign.insist(operation, seed);
        } finally {
          campaign.end();
        }
        console.log(campaign.summary());
        const found = campaign.report('npm test journeys');
        // Their secrets come by mail, which is written after the answer and may not be there yet.
        const sure = operations.filter(({ id }) => !/reset|otp|verify/i.test(id));
        const never = campaign.neverCarriedOut(sure).map((id) => `${id}: none of the requests was carried out`);
        expect([...found, ...never].join('\n')).toBe('');
      },
      LIMIT_MS,
    );
  });
}
