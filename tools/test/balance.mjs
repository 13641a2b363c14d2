import { connect, createServer } from 'node:net';

/**
 * A plain round-robin TCP balancer: `node tools/test/balance.mjs 7001=3001,3002,3003 7901=9001,9002,9003`. Each connection
 * starts at the next replica, and tries the ones after it in turn while it is refused. There is no session affinity. On
 * SIGUSR2 the last replica of each list gets no new connections, as one that is no longer ready.
 */

/** @param {number} port @param {number[]} replicas */
function balance(port, replicas) {
  let turn = 0;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    client.on('error', () => client.destroy());
    const first = turn++ % replicas.length;
    // Each connection has its own order: with a counter for all, a retry could meet the same dead replica again.
    join(client, [...replicas.slice(first), ...replicas.slice(0, first)]);
  });
  server.listen(port, '127.0.0.1', () => console.log(`${port} → ${replicas.join(', ')}`));
}

/** @param {import('node:net').Socket} client @param {number[]} replicas in the order in which they are tried */
function join(client, [port = 0, ...others]) {
  const replica = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const refused = () => (others.length > 0 ? join(client, others) : client.destroy());
  replica.once('error', refused);
  replica.once('connect', () => {
    replica.off('error', refused);
    replica.on('error', () => client.destroy());
    client.on('close', () => replica.destroy());
    replica.on('close', () => client.destroy());
    client.pipe(replica);
    replica.pipe(client);
  });
}

const listeners = process.argv.slice(2).map((text) => /^(\d+)=(\d+(?:,\d+)*)$/.exec(text));
if (listeners.length === 0 || listeners.includes(null)) {
  console.error('usage: node tools/test/balance.mjs <port>=<replica>,<replica>… …');
  process.exit(2);
}
for (const listener of listeners) {
  if (!listener) continue;
  const replicas = (listener[2] ?? '').split(',').map(Number);
  process.on('SIGUSR2', () => replicas.length > 1 && replicas.pop());
  balance(Number(listener[1]), replicas);
}
