import fc from 'fast-check';
import { histories, type History, runHistory } from './history.js';

export interface CampaignOptions {
  readonly histories: number;
  /** The same seed gives the same histories, so a failing test has found a change and not chance. */
  readonly seed: number;
  /** Repeats one failure: the path that it printed. */
  readonly path?: string;
}

/**
 * Runs random histories. The report of a failure has its seed and path, the shortest history that still fails, and the
 * trace of that history.
 */
export async function runHistories({
  histories: numRuns,
  seed,
  path,
}: CampaignOptions): Promise<{ held: boolean; report: string }> {
  let checks = 0;
  const property = fc.asyncProperty(histories, async (history) => {
    checks += await runHistory(history);
  });
  const result = await fc.check(property, { numRuns, seed, path });
  if (!result.failed)
    return { held: true, report: `Held: ${result.numRuns} histories of seed ${seed}, ${checks} frames and ends checked` };
  const [history] = result.counterexample ?? [];
  const trace = history ? await traceOf(history) : [];
  const again = `--seed ${result.seed} --path ${result.counterexamplePath}`;
  const broken = [
    `Broken in history ${result.numRuns}, cut down ${result.numShrinks} times: ${messageOf(result.errorInstance)}`,
    `Broken again by: node apps/chat/test/simulation/simulate.mjs ${again}`,
  ];
  return { held: false, report: [...trace, ...broken].join('\n') };
}

/** The steps of a history, then a line for each event. */
async function traceOf({ steps, ...circumstances }: History): Promise<string[]> {
  const lines = [JSON.stringify(circumstances), ...steps.map((step) => `  ${JSON.stringify(step)}`)];
  await runHistory({ steps, ...circumstances }, (line) => lines.push(line)).catch(() => undefined);
  return lines;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
