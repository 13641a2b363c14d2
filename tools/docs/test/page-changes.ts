import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A snippet of a page: ` ```diff <file> ` with hunks that `@@` separates. Lines with ` ` stay, with `+` and `-` change. */
export interface PageChange {
  /** The heading above it. */
  readonly step: string;
  readonly file: string;
  readonly hunks: readonly (readonly string[])[];
}

const SNIPPET = /^```diff (\S+)\n([\s\S]*?)^```$/gm;

export const changesOf = (page: string): PageChange[] =>
  [...page.matchAll(SNIPPET)].map(({ 1: file = '', 2: body = '', index }) => ({
    step:
      page
        .slice(0, index)
        .match(/^## .+$/gm)
        ?.at(-1)
        ?.slice(3) ?? '',
    file,
    hunks: body.split(/^@@\n/m).map((hunk) => hunk.split('\n').slice(0, -1)),
  }));

/** Changes the file below the folder. Throws with the step when a place is not there, or more than once. */
export function applyChange(folder: string, { step, file, hunks }: PageChange): void {
  const path = join(folder, file);
  for (const lines of hunks) {
    const [before, after] = [textOf(lines, '-'), textOf(lines, '+')];
    if (before === '') {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, after, { flag: 'wx' });
      continue;
    }
    const parts = `\n${readFileSync(path, 'utf8')}`.split(`\n${before}`);
    if (parts.length !== 2) throw new Error(`Step "${step}": ${file} has ${parts.length - 1} times, not once:\n${before}`);
    writeFileSync(path, parts.join(`\n${after}`).slice(1));
  }
}

/** The lines that stay, and those with the mark. */
const textOf = (lines: readonly string[], mark: '+' | '-'): string =>
  lines
    .filter((line) => line[0] === ' ' || line[0] === mark)
    .map((line) => `${line.slice(1)}\n`)
    .join('');
