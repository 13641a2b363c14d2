import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';

/**
 * The migrate image: brings every service's schema up to date, all at once (each waits for its own lock only), and ends.
 * Exit code 0 when all of them are; else 1, after every one has said its sentence.
 */
const APPS = new URL('apps/', import.meta.url);
const running = readdirSync(APPS).map((app) =>
  spawn(process.execPath, [new URL(`${app}/dist/migrate.js`, APPS).pathname], { stdio: 'inherit' }),
);
// As the first process of a container nobody else hands it on. A migration that is cut off is rolled back by Postgres.
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
  process.on(signal, () => running.forEach((child) => child.kill(signal)));
}
const codes = await Promise.all(running.map((child) => new Promise((resolve) => child.once('close', resolve))));
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
