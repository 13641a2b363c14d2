export { SetupError } from './setup-error.js';
export { freePort, portFault, portIsFree } from './ports.js';
export { endProcess, signalOnExit, identify, isAlive, startTime } from './processes.js';
export { findChromium, findFfmpeg, findPostgres, findRedis } from './find.js';
export { provideChromium, provideFfmpeg, providePostgres, provideRedis, serverFolder } from './provide.js';
export { npmEnvironment } from './fetch/npm-cache.js';
export { readOrCreateSecret } from './secrets.js';
export { startPostgres } from './postgres.js';
export { startRedis } from './redis.js';
