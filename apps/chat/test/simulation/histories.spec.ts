import { expect, test } from '@jest/globals';
import { startProcess } from '@veza/testing';

const SIMULATE = new URL('simulate.mjs', import.meta.url).pathname;
/** Many times the usual duration, for a busy machine. */
const LONG_MS = 480_000;

/**
 * In separate processes: in a worker that has run other specs, the same histories take many times as long. Fixed seeds,
 * so that a failure is a change and not chance; `node apps/chat/test/simulation/simulate.mjs` runs others.
 */
test(
  'every view of a client equals the log in 20,000 random histories',
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
