import { createRequire } from 'node:module';

/** By `require`, since its types describe that. @type {typeof import('@jest/test-sequencer')} */
const { default: TestSequencer } = createRequire(import.meta.url)('@jest/test-sequencer');

/** Journeys of five minutes, and then files that start a whole system or wait long. Jest takes the size of a file for its length. */
const LONGEST = /\/apps\/e2e\/test\/(web\.drill|journeys\.spec)|adding-a-field\.drill/;
const LONG = /\/apps\/e2e\/test\/|\/tools\/stack\/test\/|\/tools\/docs\/test\/readme-walk|\/gateway\/test\/sessions\.drill/;

/** The longest files first, also where none has run before: for one that starts last, the other worker waits. */
export default class LongFirst extends TestSequencer {
  /** @override @param {Parameters<InstanceType<typeof TestSequencer>['cacheResults']>[0]} tests */
  async sort(tests) {
    const weight = (/** @type {typeof tests[number]} */ { path, duration }) =>
      duration === undefined ? Number(LONG.test(path)) + Number(LONGEST.test(path)) : 0;
    return [...(await super.sort(tests))].sort((a, b) => weight(b) - weight(a));
  }
}
