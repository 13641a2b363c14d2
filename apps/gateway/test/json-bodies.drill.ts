// covers: apps/gateway/src/edge, libs/platform/src/http
// drill: measure
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

const ROUNDS = 40;
const MB = 1_000_000;
const SMALL = 16 * 1024;

let gateways: GatewaysUnderTest;
/** Reads a request to its end and rejects it: its cost is that of the client and of the kernel. */
let sink: Server;
beforeAll(async () => {
  gateways = await startGateways();
  sink = createServer((socket) => {
    let missing: number | undefined;
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      missing ??= Number(/content-length: (\d+)/.exec(chunk.toString('latin1'))?.[1]) + chunk.indexOf('\r\n\r\n') + 4;
      missing -= chunk.length;
      if (missing === 0) socket.end('HTTP/1.1 400 \r\n\r\n');
    });
  }).listen(0, '127.0.0.1');
  await once(sink, 'listening');
});
afterAll(async () => {
  sink.close();
  await gateways.stop();
});

const gatewayPort = () => Number(new URL(gateways.url()).port);
const sinkPort = () => (sink.address() as AddressInfo).port;

const nested = (size: number) => '['.repeat(size / 2) + ']'.repeat(size / 2);
const list = (size: number) => `[${'1,'.repeat(size / 2 - 2)}1]`;
const text = (size: number) => `"${'x'.repeat(size - 2)}"`;
const wrongFields = (size: number) => `{"email":${list(size / 2)},"password":${list(size / 3)}}`;
const unknownFields = (size: number) =>
  `{${Array.from({ length: Math.floor(size / 13) }, (_, i) => `"k${String(i).padStart(6, '0')}":1`).join()}}`;

const KINDS = { nested, list, text, wrongFields, unknownFields };
const ROUTES = ['/api/v1/login', '/api/v1/signup', '/api/v1/refresh', '/api/auth/login', '/api/auth/password-reset'];

/** Processor time of this process, which is server and client, for one request; the socket is new for each. */
async function costAt(port: number, path: string, body: string): Promise<number> {
  const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
  const bytes = Buffer.from(head + body);
  const before = process.cpuUsage();
  for (let i = 0; i < ROUNDS; i++) {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk));
    socket.write(bytes);
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1.1 4(00|13) /);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / ROUNDS;
}

/** Processor time of the gateway alone. */
const costOf = async (path: string, body: string) =>
  (await costAt(gatewayPort(), path, body)) - (await costAt(sinkPort(), path, body));

test('1 MB of any JSON on an open call is refused, and so are 16 KiB; the processor time of each is printed', async () => {
  await costOf('/api/v1/login', '{}');
  const costs: Record<string, number> = { empty: await costOf('/api/v1/login', '{}') };
  for (const path of ROUTES)
    for (const [kind, make] of Object.entries(KINDS))
      for (const size of [MB, SMALL]) costs[`${path} ${kind} ${size}`] = await costOf(path, make(size));
  console.log(
    Object.entries(costs)
      .map(([name, ms]) => `${ms.toFixed(2)} ms  ${name}`)
      .join('\n'),
  );
});
