export { serviceKeys, REDIS_USERS, redisUrlOf, type RedisUser, redisUsers } from '@veza/servers';
export {
  freePort,
  portIsFree,
  startNginx,
  startPgbouncer,
  startPostgres,
  startPrometheus,
  startRedis,
  startSwift,
  type RunningServer,
} from '@veza/servers';
export { startStandby } from './standby.js';
export { totpCode, totpSecret } from './authenticator.js';
export { balancer } from './balancer.js';
export { breakableLine, type BreakableLine } from './breakable-line.js';
export { collectGarbage } from './collect-garbage.js';
export { eventually, UnreachableCondition } from './eventually.js';
export { IdentityProvider } from './identity-provider.js';
export { Random, testSeed } from './random.js';
export { lookNow } from './look-now.js';
export { shared } from './shared.js';
export { silentConnections } from './silent-connections.js';
export { expectOpsPort } from './ops-port.js';
export { patient } from './patience.js';
export { SoftwarePasskey, type PasskeyFaults } from './software-passkey.js';
export { startCluster, type ReplicatedRedis } from './redis-cluster.js';
export { slowLine, type SlowLine } from './slow-line.js';
export { tcpProxy, type TcpProxy, type TcpProxyOptions } from './tcp-proxy.js';
export { TestAuthority, type CertificateFiles, UNTRUSTED } from './test-authority.js';
export { migratedDatabase, testDatabase, type TestDatabase } from './test-database.js';
export { testRedis } from './test-redis.js';
export { startProcess, TestProcess, type ProcessEnd } from './test-process.js';
export { unzip } from './unzip.js';
export { byProperty, expectDistinct, expectWhole, type Row, wholeRow, writeDistinct } from './whole-rows.js';
export { startSentinel } from './redis-sentinel.js';
