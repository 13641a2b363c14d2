import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { reportOpened } from './opened.js';
import { authorities } from './reread-file.js';

export type RedisConnection = Redis | Cluster;

const FORM = /^(redis|rediss)(?:-(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;

/**
 * Opens a connection of its own from one URL; `rediss` instead of `redis` speaks TLS. `?ca=<file>` at its end names the
 * authorities that the server's certificate must be from, instead of the public ones.
 *
 * - `redis://user:password@host:6379/0`: one server;
 * - `redis-sentinel://user:password@host:26379,host:26379/master/0`: the master that these sentinels return;
 * - `redis-cluster://user:password@host:7000,host:7001`: a cluster, found through these nodes, with sharded pub/sub.
 *
 * A command is never repeated automatically: it fails when the connection is away or is lost before the reply, because
 * only the caller knows whether repeating it is safe. Reconnecting never ends, with pauses of at most a second. A
 * connection that blocks or subscribes is used for nothing else. Subscribers subscribe at every 'ready' themselves: the
 * failure of ioredis' own resubscription cannot be caught and would end the process. `overrides` win over these
 * options.
 */
export function openRedis(url: string, name: string, overrides: RedisOptions = {}): RedisConnection {
  const connection = connectionTo(url, name, overrides);
  reportOpened(connection, name);
  return connection;
}

function connectionTo(url: string, name: string, overrides: RedisOptions): RedisConnection {
  const [, scheme, kind, login, hosts, path, query] = FORM.exec(url) ?? [];
  if (!scheme || !hosts)
    throw new Error('A Redis URL starts with redis://, redis-sentinel:// or redis-cluster:// (rediss… for TLS)');
  const options: RedisOptions = {
    ...credentials(login),
    ...(scheme === 'rediss' && { tls: trusted(query) }),
    connectionName: name,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    connectTimeout: 5_000,
    ...overrides,
  };
  const retryStrategy = (attempt: number): number => Math.min(50 * attempt, 1_000);
  const nodes = hosts.split(',').map(address);
  if (kind === 'cluster') {
    // The connection as a whole has the queue; those to its nodes come and go below it.
    const { enableOfflineQueue = false, ...redisOptions } = options;
    return new Cluster(nodes, {
      shardedSubscribers: true,
      clusterRetryStrategy: retryStrategy,
      enableOfflineQueue,
      lazyConnect: true,
      redisOptions,
    });
  }
  const single: RedisOptions = { retryStrategy, enableOfflineQueue: false, lazyConnect: true, ...options };
  const parts = (path ?? '').split('/');
  if (kind !== 'sentinel') return new Redis({ ...single, ...nodes[0], db: Number(parts[0] ?? 0) });
  if (!parts[0])
    throw new Error('A redis-sentinel:// URL has the name of its master after the hosts: redis-sentinel://host:26379/master');
  return new Redis({
    ...single,
    sentinels: nodes,
    name: parts[0],
    db: Number(parts[1] ?? 0),
    ...(scheme === 'rediss' && { enableTLSForSentinelMode: true }),
  });
}

function trusted(query: string | undefined): RedisOptions['tls'] {
  const file = new URLSearchParams(query).get('ca');
  return file === null ? {} : authorities(file);
}

function credentials(login = ''): RedisOptions {
  if (!login) return {};
  const colon = login.indexOf(':');
  const [username, password] = colon < 0 ? ['', login] : [login.slice(0, colon), login.slice(colon + 1)];
  return { ...(username && { username: decodeURIComponent(username) }), password: decodeURIComponent(password) };
}

function address(host: string): { host: string; port: number } {
  const at = /^(?:\[(.+)\]|(.+?))(?::(\d+))?$/.exec(host);
  return { host: at?.[1] ?? at?.[2] ?? host, port: Number(at?.[3] ?? 6379) };
}

/** Starts to connect, and calls `lost` once per outage. Commands report their own failures. */
export function connectRedis(connection: RedisConnection, listener: { lost: (error: Error) => void }): void {
  let away = false;
  connection.on('error', (error: Error) => {
    if (!away) listener.lost(error);
    away = true;
  });
  connection.on('ready', () => (away = false));
  connection.connect().catch(() => undefined); // reported by 'error'; the retry strategy continues
}

/** Resolves when the connection accepts commands; rejects after `ms`. */
export async function redisReady(connection: RedisConnection, ms: number): Promise<void> {
  if (connection.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => settle(() => reject(new Error('Redis is away'))), ms);
    const settle = (how: () => void): void => {
      clearTimeout(limit);
      connection.off('ready', ready);
      how();
    };
    const ready = (): void => settle(resolve);
    connection.on('ready', ready);
  });
}
