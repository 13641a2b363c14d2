import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Node 20 has no WebSocket of its own. */
const GIVEN = `import { WebSocket as Socket } from 'ws';
globalThis.WebSocket ??= Socket;
const [baseUrl, email, password] = process.argv.slice(1);
`;
const LONGEST_MS = 15_000;

/** Runs the first example of the README of the SDK in a process of its own, to its end. Returns what it printed. */
export async function runExample(given: [baseUrl: string, email: string, password: string]): Promise<string> {
  const folder = dirname(createRequire(import.meta.url).resolve('@veza/sdk/package.json'));
  const [, example = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(await readFile(join(folder, 'README.md'), 'utf8')) ?? [];
  const program = ['--input-type=module', '--eval', GIVEN + example, ...given];
  return (await promisify(execFile)(process.execPath, program, { cwd: folder, timeout: LONGEST_MS })).stdout;
}
