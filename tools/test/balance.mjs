import { connect, createServer } from 'node:net';

/**
 * A plain round-robin TCP balancer: `node tools/test/balance.mjs 7001=3001,3002,3003 7901=9001,9002,9003`. Each connection
 * goes to the next replica, or the one after it if the connection is refused. There is no session affinity.
 */

/** @param {number} port @param {number[]} replicas */
function balance(port, replicas) {
  let turn = 0;
  const next = () => replicas[turn++ % replicas.length] ?? 0;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    client.on('error', () => client.destroy());
    join(client, next, replicas.length);
  });
  server.listen(port, '127.0.0.1', () => console.log(`${port} → ${replicas.join(', ')}`));
}

/** @param {import('node:net').Socket} client @param {() => number} next @param {number} tries */
function join(client, next, tries) {
  const replica = connect({ port: next(), host: '127.0.0.1', allowHalfOpen: true });
  const refused = () => (tries > 1 ? join(client, next, tries - 1) : client.destroy());
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
for (const listener of listeners) if (listener) balance(Number(listener[1]), (listener[2] ?? '').split(',').map(Number));
