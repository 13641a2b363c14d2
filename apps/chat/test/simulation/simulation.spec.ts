import { test } from '@jest/globals';
import fc from 'fast-check';
import { happens, histories, type History } from './history.js';

const RUNS = 5_000;

/** To have a failure again: the seed and path that it printed. */
const AGAIN: { seed?: number; path?: string } = {};

test(`${RUNS} histories: every view is the log's`, async () => {
  const result = await fc.check(
    fc.asyncProperty(histories, (history) => happens(history)),
    { numRuns: RUNS, ...AGAIN },
  );
  if (!result.failed) return;
  const [history] = result.counterexample ?? [];
  throw new Error(`${fc.defaultReportMessage(result)}\n\n${history ? await storyOf(history) : ''}`);
}, 240_000);

/** What happened, line by line. */
async function storyOf(history: History): Promise<string> {
  const lines: string[] = [];
  await happens(history, (line) => lines.push(line)).catch(() => undefined);
  return lines.join('\n');
}
