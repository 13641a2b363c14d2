import { createRequire } from 'node:module';

/** By `require`, since its types describe that. @type {typeof import('@jest/test-sequencer')} */
const { default: TestSequencer } = createRequire(import.meta.url)('@jest/test-sequencer');

/** Files that start a whole system, or wait long. They are short, and jest takes the size of a file for its length. */
const LONG = /\/apps\/e2e\/test\/|\/tools\/stack\/test\/|\/tools\/docs\/test\/readme-walk|\/gateway\/test\/sessions\.drill/;

/** The longest files first, also where none has run before: for one that starts last, the other worker waits. */
export default class LongFirst extends TestSequencer {
  /** @override @param {Parameters<InstanceType<typeof TestSequencer>['cacheResults']>[0]} tests */
  async sort(tests) {
    const weight = (/** @type {typeof tests[number]} */ { path, duration }) => Number(duration === undefined && LONG.test(path));
    return [...(await super.sort(tests))].sort((a, b) => weight(b) - weight(a));
  }
}
