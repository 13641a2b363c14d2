import { onRedisOpened, type RedisConnection } from '@veza/transport';
import type { Metrics } from './metrics.js';

/** Never connected, or closed by this process. */
const UNUSED: readonly string[] = ['wait', 'end', 'disconnecting'];

/** Whether each connection to Redis is up, by the purpose in its name, and how often it came back. */
export function measureRedis(metrics: Metrics): void {
  const up = metrics.gauge('veza_redis_up', 'Whether all connections to Redis of this purpose are up', ['connection']);
  const returns = metrics.counter('veza_redis_reconnections_total', 'Connections to Redis that came back', ['connection']);
  const connections = new Map<RedisConnection, string>();
  onRedisOpened((client, name) => {
    const connection = name.slice(name.indexOf(':') + 1);
    connections.set(client, connection);
    let connected = false;
    client.on('ready', () => {
      if (connected) returns.inc({ connection });
      connected = true;
    });
    client.once('end', () => connections.delete(client));
    returns.inc({ connection }, 0);
  });
  metrics.onPage(() => {
    up.reset();
    const used = [...connections].filter(([{ status }]) => !UNUSED.includes(status));
    for (const [, connection] of used) up.set({ connection }, 1);
    for (const [{ status }, connection] of used) if (status !== 'ready') up.set({ connection }, 0);
  });
}
