import { freePort, type RunningServer, startRedis } from '@veza/servers';
import { Redis } from 'ioredis';
import { eventually } from './eventually.js';

const PASSWORD = 'cluster-of-a-test';

/** Redis on several servers, which have the given users besides the default one. */
export interface ReplicatedRedis {
  readonly url: string;
  /** The server that writes a key. */
  masterOf(key: string): Promise<RunningServer>;
  stop(): Promise<void>;
}

/** Three masters, each with a replica in sync. `users` are lines of an ACL file. */
export async function startCluster(users: readonly string[] = []): Promise<ReplicatedRedis> {
  const started = await Promise.all(Array.from({ length: 6 }, () => startNode(users)));
  const nodes = started.map(({ node }) => node);
  const clients = nodes.map(({ port }) => new Redis({ port, host: '127.0.0.1', password: PASSWORD, retryStrategy: () => null }));
  for (const client of clients) client.on('error', () => undefined);
  const [first, ...others] = clients;
  if (!first) throw new Error('No node');
  for (const [n, client] of clients.slice(0, 3).entries())
    await client.cluster('ADDSLOTSRANGE', n * 5462, Math.min(16_383, n * 5462 + 5461));
  for (const { node, bus } of started.slice(1)) await first.cluster('MEET', '127.0.0.1', node.port, bus);
  await eventually('all know each other', async () => (await first.cluster('INFO')).includes('cluster_known_nodes:6'), {
    ms: 20_000,
  });
  for (const [n, client] of others.slice(2).entries()) {
    const master = await clients[n]?.cluster('MYID');
    if (typeof master === 'string')
      await eventually('a replica is accepted', () => client.cluster('REPLICATE', master), { ms: 20_000 });
  }
  await eventually('the cluster is whole', async () => (await first.cluster('INFO')).includes('cluster_state:ok'), {
    ms: 20_000,
  });
  await eventually(
    'replicas are in sync',
    async () =>
      (await Promise.all(others.slice(2).map((each) => each.info('replication')))).every((info) =>
        info.includes('master_link_status:up'),
      ),
    { ms: 20_000 },
  );
  return {
    url: `redis-cluster://:${PASSWORD}@${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
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
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

async function startNode(users: readonly string[]): Promise<{ node: RunningServer; bus: number }> {
  const bus = await freePort();
  const settings = {
    'cluster-enabled': 'yes',
    'cluster-port': String(bus),
    'cluster-node-timeout': '2000',
    masterauth: PASSWORD,
    appendonly: 'no',
  };
  return { node: await startRedis({ password: PASSWORD, settings, users: [...users] }), bus };
}
