export { freePort, portIsFree, startPostgres, startRedis, type RunningServer } from '@veza/servers';
export { breakableLine, type BreakableLine } from './breakable-line.js';
export { eventually } from './eventually.js';
export { silentConnections } from './silent-connections.js';
export { slowLine, type SlowLine } from './slow-line.js';
export { testDatabase, type TestDatabase } from './test-database.js';
export { testRedis } from './test-redis.js';
export { startProcess, TestProcess, type ProcessEnd } from './test-process.js';
export { unzip } from './unzip.js';
