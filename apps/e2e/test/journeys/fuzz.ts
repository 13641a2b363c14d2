import { expect } from '@jest/globals';
import { testSeed } from '@veza/testing';
import { fuzz } from '../../src/config.js';
import { Campaign } from '../../src/fuzz/campaign.js';
import { OpenApi } from '../../src/clients/openapi.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';

/** Requests per operation and round. Constant, so that a failure is reproduced without FUZZ_SECONDS. */
const REQUESTS = { valid: 2, broken: 8 };
/** The same requests in every run, so that only a change of the code changes the result. */
const FIXED_SEED = 20_261_120;
/**
 * Their success takes a provider of OpenID Connect, which `gateway/test/oidc.spec` has, or a room with another member, which
 * `chat/test/room-roles.spec` has.
 */
const ELSEWHERE = ['exchangeOidc', 'linkAccount', 'unlinkAccount', 'handOverRoom'];
/** Sufficient on a busy machine: the last round, and the repetitions after it. */
const LIMIT_MS = (fuzz.FUZZ_SECONDS ?? 0) * 1_000 + 600_000;

const readDocument = async (system: TestSystem): Promise<OpenApi> =>
  OpenApi.parse(JSON.parse((await system.rest.get('/openapi.json')).expect(200).text));

/**
 * Generated requests, valid and invalid, to every operation of the served OpenAPI document, always the same, until a
 * request of every operation has succeeded. With FUZZ_SECONDS the requests differ, and rounds repeat until the time is over.
 */
export function fuzzJourney(): void {
  journey('generated requests with a fixed seed', (step) => {
    step(
      'every operation returns what it declares and rejects invalid requests',
      async (system) => {
        const api = await readDocument(system);
        const wanted = fuzz.FUZZ_OPERATION?.split(',');
        const operations = api.operations.filter(({ id }) => wanted?.includes(id) ?? true);
        const completable = operations.filter(({ id }) => !ELSEWHERE.includes(id));
        const campaign = new Campaign(system, api);
        const until = fuzz.FUZZ_SECONDS === undefined ? undefined : Date.now() + fuzz.FUZZ_SECONDS * 1_000;
        let seed = fuzz.FUZZ_SEED ?? (until === undefined ? FIXED_SEED : testSeed());
        try {
          await campaign.begin();
          for (;;) {
            for (const operation of operations) await campaign.run(operation, { seed, ...REQUESTS });
            if (until === undefined || Date.now() >= until) break;
            seed += 1;
          }
          for (const operation of completable) await campaign.retryUntilSuccess(operation, seed);
        } finally {
          campaign.end();
        }
        console.log(campaign.summary());
        const found = campaign.report('npm run drill e2e/test/generated');
        const never = campaign.neverSucceeded(completable).map((id) => `${id}: none of the requests was carried out`);
        expect([...found, ...never].join('\n')).toBe('');
      },
      LIMIT_MS,
    );
  });
}
