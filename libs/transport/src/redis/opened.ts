import type { Cluster, Redis } from 'ioredis';

type Listener = (connection: Redis | Cluster, name: string) => void;

const listeners = new Set<Listener>();

/** Called with each connection that this process opens to Redis, for its metrics. Its name is `<service>:<purpose>`. */
export function onRedisOpened(listener: Listener): void {
  listeners.add(listener);
}

export function reportOpened(connection: Redis | Cluster, name: string): void {
  for (const listener of listeners) listener(connection, name);
}
