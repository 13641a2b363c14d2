import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';

/**
 * Entry of the migrate image: migrates the schemas of all services one after another, then exits. Exit code 1 at the first
 * failure, which is printed. Schemas migrated before it stay migrated: every migration is safe to repeat.
 */
const APPS = new URL('apps/', import.meta.url);
let stopped = false;

/** @param {string} app @returns {Promise<number | null>} its exit code */
function migrate(app) {
  const child = spawn(process.execPath, [new URL(`${app}/dist/migrate.js`, APPS).pathname], { stdio: 'inherit' });
  // As process 1 of the container, this process must forward signals. Postgres rolls back an interrupted migration.
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
