import fc from 'fast-check';
import { happens, histories, type History } from './history.js';

export interface Campaign {
  readonly histories: number;
  /** The same histories for the same seed: so a test that fails has met a change, not its luck. */
  readonly seed: number;
  /** To have one failure again: what it printed. */
  readonly path?: string;
}

/**
 * Lets so many histories happen. The report of a failure has its seed and path, the shortest history that still fails, and
 * what happened in it, line by line, up to the first promise that was broken.
 */
export async function letThemHappen({ histories: numRuns, seed, path }: Campaign): Promise<{ held: boolean; report: string }> {
  let checks = 0;
  const property = fc.asyncProperty(histories, async (history) => {
    checks += await happens(history);
  });
  const result = await fc.check(property, { numRuns, seed, path });
  if (!result.failed)
    return { held: true, report: `Held: ${result.numRuns} histories of seed ${seed}, ${checks} frames and ends checked` };
  const [history] = result.counterexample ?? [];
  const story = history ? await storyOf(history) : [];
  const again = `--seed ${result.seed} --path ${result.counterexamplePath}`;
  const broken = [
    `Broken in history ${result.numRuns}, cut down ${result.numShrinks} times: ${messageOf(result.errorInstance)}`,
    `Broken again by: node apps/chat/test/simulation/simulate.mjs ${again}`,
  ];
  return { held: false, report: [...story, ...broken].join('\n') };
}

/** Its steps, then what happened, line by line. */
async function storyOf({ steps, ...circumstances }: History): Promise<string[]> {
  const lines = [JSON.stringify(circumstances), ...steps.map((step) => `  ${JSON.stringify(step)}`)];
  await happens({ steps, ...circumstances }, (line) => lines.push(line)).catch(() => undefined);
  return lines;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
