import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';

/**
 * The migrate image: brings every service's schema up to date, one after another, and ends. Exit code 0 when all of them
 * are; else 1 at the first that is not, which has said why in one sentence. Those before it stay as they are now: every
 * migration is harmless to repeat.
 */
const APPS = new URL('apps/', import.meta.url);
let stopped = false;

/** @param {string} app @returns {Promise<number | null>} its exit code */
function migrate(app) {
  const child = spawn(process.execPath, [new URL(`${app}/dist/migrate.js`, APPS).pathname], { stdio: 'inherit' });
  // As the first process of a container nobody else hands it on. A migration that is cut off is rolled back by Postgres.
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
    process.on(signal, () => {
      stopped = true;
      child.kill(signal);
    });
  }
  return new Promise((resolve) => child.once('close', resolve));
}

for (const app of readdirSync(APPS).sort()) {
  const code = await migrate(app);
  if (code === 0 && !stopped) continue;
  process.exitCode = 1;
  break;
}
