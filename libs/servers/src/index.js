export { SetupError } from './setup-error.js';
export { freePort, portIsFree } from './ports.js';
export { endProcess, endWithMe, identify, isAlive, startTime } from './processes.js';
export { findChromium, findFfmpeg, findPostgres, findRedis } from './find.js';
export { provideChromium, provideFfmpeg, providePostgres, provideRedis, serverPlace } from './provide.js';
export { keptSecret } from './secrets.js';
export { startPostgres } from './postgres.js';
export { startRedis } from './redis.js';
