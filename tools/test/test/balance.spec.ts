import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { freePort } from '@veza/servers';
import { startProcess } from '@veza/testing';

const CONNECTIONS = 200;

/** What the replica behind a connection sends. */
const answerOf = (port: number) =>
  new Promise<string>((resolve) => {
    let text = '';
    connect(port, '127.0.0.1')
      .on('data', (chunk) => (text += String(chunk)))
      .on('error', () => undefined)
      .on('close', () => resolve(text));
  });

test('many connections at once all reach the living one of two replicas', async () => {
  const replica = createServer((socket) => socket.end('alive')).listen(0, '127.0.0.1');
  await new Promise((resolve) => replica.once('listening', resolve));
  const address = replica.address();
  const living = typeof address === 'object' && address ? address.port : 0;
  const [port, dead] = [await freePort(), await freePort()];
  const balancer = startProcess(join(import.meta.dirname, '../balance.mjs'), {}, [`${port}=${dead},${living}`]);
  await balancer.line(`${port} → `);
  const answers = await Promise.all(Array.from({ length: CONNECTIONS }, () => answerOf(port)));
  expect(answers.filter((answer) => answer !== 'alive')).toEqual([]);
  balancer.signal('SIGTERM');
  await balancer.ended;
  await new Promise((resolve) => replica.close(resolve));
});
