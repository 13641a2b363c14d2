import { type RunningServer, startRedisCluster } from '@veza/servers';
import { Redis } from 'ioredis';

/** Redis on several servers, which have the given users besides the default one. */
export interface ReplicatedRedis {
  readonly url: string;
  /** The server that writes a key. */
  masterOf(key: string): Promise<RunningServer>;
  stop(): Promise<void>;
}

/** Three masters, each with a replica in sync. `users` are lines of an ACL file. */
export async function startCluster(users: readonly string[] = []): Promise<ReplicatedRedis> {
  const settings = { 'cluster-node-timeout': '2000', appendonly: 'no' };
  const { url, password, nodes, stop } = await startRedisCluster({ users, settings });
  const clients = nodes.map(({ port }) => new Redis({ port, host: '127.0.0.1', password, retryStrategy: () => null }));
  for (const client of clients) client.on('error', () => undefined);
  return {
    url,
    async masterOf(key) {
      // The first of them that answers: the others were killed.
      const [slot, slots] = await Promise.any(
        clients.map(async (client) => [Number(await client.cluster('KEYSLOT', key)), await client.cluster('SLOTS')] as const),
      );
      const port = slots.find(([from, to]) => slot >= from && slot <= to)?.[2]?.[1];
      const node = nodes.find((each) => each.port === port);
      if (!node) throw new Error(`No node serves slot ${slot}`);
      return node;
    },
    async stop() {
      for (const client of clients) client.disconnect();
      await stop();
    },
  };
}
