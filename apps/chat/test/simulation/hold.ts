import { expect } from '@jest/globals';
import { startProcess } from '@veza/testing';

const SIMULATE = new URL('simulate.mjs', import.meta.url).pathname;
/** Many times the usual duration, for a busy machine. */
export const LONG_MS = 480_000;

/**
 * Runs random histories of each seed, and expects that every view of a client equals the log. In separate processes: in a
 * worker that has run other specs, the same histories take many times as long. Fixed seeds, so that a failure is a change and
 * not chance; `node apps/chat/test/simulation/simulate.mjs` runs others.
 */
export async function expectHeld(histories: number, seeds: readonly number[]): Promise<void> {
  const parts = seeds.map((seed) => startProcess(SIMULATE, {}, ['--histories', String(histories), '--seed', String(seed)]));
  try {
    for (const part of parts) await part.line(/^Held|^Broken again/, { ms: LONG_MS });
    expect(parts.flatMap(({ lines }) => lines)).toEqual(
      seeds.map((seed) =>
        expect.stringMatching(`^Held: ${histories} histories of seed ${seed}, [0-9]{4,} frames and ends checked$`),
      ),
    );
    for (const part of parts) expect(await part.ended).toEqual({ code: 0, signal: null });
  } finally {
    for (const part of parts) await part.kill();
  }
}
