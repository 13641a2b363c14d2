import { join } from 'node:path';
import { startProcess } from '@veza/testing';

const VEZA = join(import.meta.dirname, '../../../tools/veza/veza.mjs');

/** Runs a command of the operator, and returns the lines that it printed. Rejects with them when it fails. */
export async function veza(variables: Record<string, string>, ...args: string[]): Promise<string[]> {
  const run = startProcess(VEZA, variables, args);
  const { code } = await run.ended;
  if (code !== 0) throw new Error(`veza ${args[0]} ended with ${code}:\n${run.lines.join('\n')}`);
  return run.lines;
}
