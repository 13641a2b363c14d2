import { openRedis, type RedisConnection } from '@veza/transport';
import type { PlatformConfig } from '../config/index.js';
import { clockFinding } from './clock-finding.js';

// Wall clock: it is compared with that of Redis.

/** The machine may be busy, which is no finding. */
const WAIT_MS = 10_000;
const OLDEST = 7;
const ROLES = ['REDIS_RPC_URL', 'REDIS_PUBSUB_URL', 'REDIS_QUEUE_URL', 'REDIS_CACHE_URL'] as const;
type Role = (typeof ROLES)[number];

/** What is wrong with the Redis of each role, a sentence each. Addresses and passwords are in none. */
export async function redisFindings(config: Pick<PlatformConfig, Role>): Promise<string[]> {
  const findings = await Promise.all(
    [...new Set(ROLES.map((role) => config[role]))].map((url) =>
      findingsAt(
        url,
        ROLES.filter((role) => config[role] === url),
      ),
    ),
  );
  return findings.flat();
}

async function findingsAt(url: string, roles: readonly Role[]): Promise<string[]> {
  const name = roles.length === ROLES.length ? 'REDIS_URL' : roles.join(', ');
  const redis = openRedis(url, 'doctor', { connectTimeout: WAIT_MS, commandTimeout: WAIT_MS, retryStrategy: () => null });
  let fault = 'no reply';
  redis.on('error', (error: Error) => (fault = error.message));
  try {
    await within(redis.connect());
    const findings = await examine(redis, roles);
    return findings.map((finding) => `Redis of ${name} ${finding}`);
  } catch (error) {
    const reason = error instanceof Error && !/closed|ended/.test(error.message) ? error.message : fault;
    return [`Redis of ${name} does not respond (${reason}): check the address, user and password`];
  } finally {
    redis.disconnect();
  }
}

async function examine(redis: RedisConnection, roles: readonly Role[]): Promise<string[]> {
  const before = Date.now();
  const [seconds, microseconds] = await within(redis.time());
  const after = Date.now();
  const info = await within(redis.info());
  const value = (name: string) => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
  const [version, policy, used, most] = ['redis_version', 'maxmemory_policy', 'used_memory', 'maxmemory'].map(value);
  const findings: (string | undefined)[] = [
    version !== undefined && Number.parseInt(version, 10) < OLDEST ? `is version ${version}: 7.0 or newer is needed` : undefined,
    clockFinding(Number(seconds) * 1_000 + Number(microseconds) / 1_000 - (before + after) / 2),
    Number(most) > 0 && Number(used) > 0.9 * Number(most) ? 'uses more than nine tenths of its maxmemory' : undefined,
  ];
  if (roles.includes('REDIS_QUEUE_URL'))
    findings.push(
      policy === undefined || policy === 'noeviction'
        ? undefined
        : `has maxmemory-policy ${policy}, which drops jobs: set it to noeviction`,
      value('aof_enabled') === '0' ? 'has no append-only file, so a restart loses jobs: set appendonly yes' : undefined,
      value('aof_last_write_status') === 'err' ? 'cannot write its append-only file: look at its volume' : undefined,
    );
  return findings.filter((finding) => finding !== undefined);
}

/** A cluster or Sentinels that are away connect for ever. */
async function within<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('no reply within 10 s')), WAIT_MS)));
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
