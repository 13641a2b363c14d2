import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { makeState } from '../stack/workspace/lock.mjs';
import { provideNode, SUPPORTED } from './provide.mjs';

/**
 * `VEZA_NODE=24 node tools/node/run.mjs <script> [argument…]` runs a script, and every process that it starts, on another Node: 20, 24, or the
 * path of a binary. Without VEZA_NODE it runs on the Node of this process.
 */
const wanted = process.env.VEZA_NODE ?? '';

async function binary() {
  if (wanted === '') return process.execPath;
  const version = SUPPORTED.find((each) => each === wanted || each.split('.')[0] === wanted);
  if (version !== undefined) {
    makeState();
    return provideNode(version, (text) => console.error(`· ${text}`));
  }
  if (existsSync(wanted)) return wanted;
  throw new Error(`VEZA_NODE is "${wanted}": set it to 20, 24 or the path of a Node binary.`);
}

try {
  const child = spawn(await binary(), process.argv.slice(2), { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    console.error(`${wanted} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.once('exit', (code) => (process.exitCode = code ?? 1));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
