// covers: apps/gateway/src/edge, libs/platform/src/shutdown, libs/transport/src/rpc
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, startProcess, type TestProcess } from '@veza/testing';
import { startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

const CLIENTS = 40;

let stays: GatewaysUnderTest;
let balancer: TestProcess;
let port: number;
let leaves: GatewaysUnderTest;
const start = () => startGateways([{ SHUTDOWN_UNREADY_MS: '500', LIMIT_REQUESTS_ADDRESS: '100000000' }]);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  server.close();
  return free;
}

beforeAll(async () => {
  [stays, leaves, port] = [await start(), await start(), await freePort()];
  const replicas = [stays, leaves].map((gateway) => new URL(gateway.url()).port);
  balancer = startProcess(join(import.meta.dirname, '../../../tools/test/balance.mjs'), {}, [`${port}=${replicas.join()}`]);
  await balancer.line(`${port} → `);
});
afterAll(async () => {
  await balancer.stop();
  await stays.stop();
});

test('a gateway that stops under load fails no request', async () => {
  const failures: string[] = [];
  let [answered, over] = [0, false];
  const call = (agent: Agent) =>
    new Promise<void>((resolve) => {
      const sent = request({ port, path: '/.well-known/jwks.json', host: '127.0.0.1', agent }, (response) => {
        if (response.statusCode === 200) answered += 1;
        else failures.push(String(response.statusCode));
        response.resume().once('close', resolve);
      });
      sent.once('error', (error) => {
        failures.push(`${error.message}${sent.reusedSocket ? ' on a kept connection' : ''}`);
        resolve();
      });
      sent.end();
    });
  const clients = Array.from({ length: CLIENTS }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (!over) await call(agent);
    agent.destroy();
  });
  await eventually('the clients are busy', () => answered > 1_000, { ms: 20_000 });
  const before = answered;
  // The balancer sees that it is not ready, in SHUTDOWN_UNREADY_MS. A listener that closes resets what still arrives.
  process.kill(balancer.pid, 'SIGUSR2');
  await leaves.stop();
  const atEnd = answered;
  await eventually('the other gateway serves alone', () => answered > atEnd + 1_000, { ms: 20_000 });
  over = true;
  await Promise.all(clients);
  console.log(`${atEnd - before} requests while the gateway stopped, ${answered} in all, ${failures.length} failed`);
  expect(failures).toEqual([]);
});
