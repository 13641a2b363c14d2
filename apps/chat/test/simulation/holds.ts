import fc from 'fast-check';
import { happens, histories, type History } from './history.js';

/** To have a failure again: the path that it printed. */
const AGAIN: { path?: string } = {};

/**
 * Lets so many histories happen, the same ones for the same seed: so a test that fails has met a change, not its luck.
 * Rejects with the seed, the path, the shortest history that still fails, and what happened in it.
 */
export async function allHold(runs: number, seed: number): Promise<void> {
  const result = await fc.check(
    fc.asyncProperty(histories, (history) => happens(history)),
    { numRuns: runs, seed, ...AGAIN },
  );
  if (!result.failed) return;
  const [history] = result.counterexample ?? [];
  throw new Error(`${fc.defaultReportMessage(result)}\n\n${history ? await storyOf(history) : ''}`);
}

/** What happened, line by line. */
async function storyOf(history: History): Promise<string> {
  const lines: string[] = [];
  await happens(history, (line) => lines.push(line)).catch(() => undefined);
  return lines.join('\n');
}
