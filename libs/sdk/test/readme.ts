import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const README = join(import.meta.dirname, '../README.md');

/** The TypeScript examples of the README, without the indentation of their list. */
export function examplesOf(): string[] {
  const blocks = readFileSync(README, 'utf8').matchAll(/^( *)```ts\n([\s\S]*?)^ *```$/gm);
  return [...blocks].map(([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}
