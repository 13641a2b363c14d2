import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type TcpProxy, tcpProxy } from './tcp-proxy.js';

/**
 * A TCP proxy before the replicas of a service, without session affinity. Each connection begins at the next replica, and
 * passes over those that refuse it; when all do, it is ended.
 *
 * @param ports of the replicas, on this machine
 */
export function balancer(ports: readonly number[]): Promise<TcpProxy> {
  let turn = 0;
  return tcpProxy({
    dial: () => {
      const first = (turn += 1) % ports.length;
      return firstOpen([...ports.slice(first), ...ports.slice(0, first)]);
    },
    pass: (client, replica) => {
      client.pipe(replica);
      replica.pipe(client);
    },
  });
}

/** A connection to the first of these ports that accepts one. */
async function firstOpen(ports: readonly number[]): Promise<Socket> {
  for (const port of ports) {
    const replica = connect(port, '127.0.0.1');
    const isOpen = await once(replica, 'connect').then(
      () => true,
      () => false,
    );
    if (isOpen) return replica;
  }
  throw new Error('Every replica has refused the connection');
}
