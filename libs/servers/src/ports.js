import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the kernel's range for outgoing connections, because such a connection could take a port before its server does. */
const LOWEST = 18_000;
const HIGHEST = 32_000;
/** A test allocates ports seconds before its processes listen on them, so each jest worker allocates from its own slice. */
const SLICES = 4;
const SLICE = (HIGHEST - LOWEST) / SLICES;
/** A server that was given a port listens on it by then. Without this pause two servers of one start may get the same one. */
const LISTENS_AFTER_MS = 60_000;
/** When each port was given. @type {Map<number, number>} */
const given = new Map();

/** @type {typeof import('./index.d.ts').freePort} */
export async function freePort() {
  const lowest = LOWEST + (Number(process.env.JEST_WORKER_ID ?? 0) % SLICES) * SLICE;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(lowest, lowest + SLICE);
    if (performance.now() - (given.get(port) ?? -Infinity) < LISTENS_AFTER_MS) continue;
    given.set(port, performance.now());
    if (await portIsFree(port)) return port;
  }
  throw new Error(`No port between ${lowest} and ${lowest + SLICE} is free`);
}

/** @type {typeof import('./index.d.ts').portIsFree} */
export async function portIsFree(port, host = '127.0.0.1') {
  return (await portFault(port, host)) === undefined;
}

/** @type {typeof import('./index.d.ts').portFault} */
export function portFault(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
