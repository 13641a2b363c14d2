import { expect, test } from '@jest/globals';
import { startProcess } from '@veza/testing';

const SIMULATE = new URL('simulate.mjs', import.meta.url).pathname;
/** Many times what it takes, for a machine that is busy with something else. */
const LONG_MS = 480_000;

/**
 * In processes of their own: in a worker that has run other specs the same histories take many times as long. The same ones
 * each time, so that a failure is a change and not chance; `node apps/chat/test/simulation/simulate.mjs` has others.
 */
test(
  '20,000 histories: every view is the log’s',
  async () => {
    const halves = [1, 2].map((seed) => startProcess(SIMULATE, {}, ['--histories', '10000', '--seed', String(seed)]));
    try {
      for (const half of halves) await half.line(/^Held|^Broken again/, { ms: LONG_MS });
      expect(halves.flatMap(({ lines }) => lines)).toEqual(
        [1, 2].map((seed) => expect.stringMatching(`^Held: 10000 histories of seed ${seed}, [0-9]{5,} frames and ends checked$`)),
      );
      for (const half of halves) expect(await half.ended).toEqual({ code: 0, signal: null });
    } finally {
      for (const half of halves) await half.kill();
    }
  },
  LONG_MS,
);
