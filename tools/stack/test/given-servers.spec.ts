import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { freePort, startPostgres, startRedis, type RunningServer } from '@veza/servers';
import { makePlan } from '../launcher/plan.mjs';
import { readOptions } from '../launcher/options.mjs';

const KNOWN = ['DATABASE_URL', 'REDIS_URL', 'HOST', 'HTTP_PORT', 'WS_PORT', 'OPS_PORT', 'POSTGRES_PORT', 'REDIS_PORT'];
const before = { ...process.env };
let redis: RunningServer;
let postgres: string;
const fakes: Server[] = [];

beforeAll(async () => {
  redis = await startRedis();
  postgres = process.env['TEST_DATABASE_URL'] ?? (await startPostgres()).url;
});
afterEach(() => {
  for (const name of KNOWN) delete process.env[name];
  for (const fake of fakes.splice(0)) fake.close();
});
afterAll(async () => {
  process.env = before;
  await redis.stop();
});

/** Plans a start with these variables, on ports that nothing uses: other tests may take one of them at any moment. */
async function plan(variables: Record<string, string>, args: string[] = []): ReturnType<typeof makePlan> {
  const offset = (await freePort()) - 8_080;
  Object.assign(process.env, variables);
  try {
    return await makePlan(readOptions([...args, '--port-offset', String(offset)]));
  } catch (error) {
    const [, port] = /^Port (\d+) .* is in use/.exec(error instanceof Error ? error.message : '') ?? [];
    if (port === undefined || Object.values(variables).includes(port)) throw error;
    return plan(variables, args);
  }
}

function changed(address: string, change: (url: URL) => void): string {
  const url = new URL(address);
  change(url);
  return url.href;
}

/** A server that replies with these bytes to any bytes. */
async function fake(reply: Buffer): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(reply));
  });
  fakes.push(server);
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return port;
}

function message(type: string, body: string): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, Buffer.from(body, 'latin1')]);
}

test('right addresses of Postgres and Redis pass the check', async () => {
  await expect(plan({ DATABASE_URL: postgres, REDIS_URL: redis.url })).resolves.toMatchObject({ httpPort: expect.any(Number) });
});

test('a server of the environment is refused beside the servers of a topology', async () => {
  const scaled = (variables: Record<string, string>) => plan(variables, ['--topology', 'scaled']);
  await expect(scaled({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/veza' })).rejects.toThrow(
    '--topology scaled starts servers of its own, but DATABASE_URL names another one: unset it, or leave the option out.',
  );
  delete process.env['DATABASE_URL'];
  await expect(scaled({ REDIS_CACHE_URL: redis.url })).rejects.toThrow('but REDIS_CACHE_URL names another one');
  delete process.env['REDIS_CACHE_URL'];
  expect((await scaled({})).processes).toHaveLength(11);
});

test('an address of Postgres that cannot be used is an error before anything is installed', async () => {
  const refused = (url: string) => plan({ DATABASE_URL: url });
  await expect(refused('nonsense')).rejects.toThrow('DATABASE_URL is not a valid address');
  await expect(refused(changed(postgres, (url) => (url.port = '1')))).rejects.toThrow(/cannot be used \(connect ECONNREFUSED/);
  await expect(refused(changed(postgres, (url) => (url.password = 'wrong')))).rejects.toThrow(/password authentication failed/);
  await expect(refused(changed(postgres, (url) => (url.pathname = '/no_such')))).rejects.toThrow(
    'database "no_such" does not exist',
  );
  await expect(refused(changed(postgres, (url) => (url.hostname = 'no-such-host.invalid')))).rejects.toThrow(
    /cannot be used \(.*no-such-host\.invalid/,
  );
  const old = await fake(Buffer.concat([message('R', '\0\0\0\0'), message('S', 'server_version\x0014.9\0')]));
  await expect(refused(`postgres://me:secret@127.0.0.1:${old}/veza`)).rejects.toThrow('is version 14.9, but 15 or newer');
  const web = await fake(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await expect(refused(`postgres://me:secret@127.0.0.1:${web}/veza`)).rejects.toThrow('it is not a Postgres');
});

test('a Redis that cannot be used is an error before anything is installed', async () => {
  const refused = (url: string) => plan({ REDIS_URL: url });
  await expect(refused('nonsense')).rejects.toThrow('REDIS_URL is not a valid address');
  await expect(refused(changed(redis.url, (url) => (url.port = '1')))).rejects.toThrow('does not respond');
  await expect(refused(changed(redis.url, (url) => (url.password = 'wrong')))).rejects.toThrow(
    /refused the connection \(WRONGPASS/,
  );
  const old = await fake(Buffer.from('$25\r\nredis_version:6.2.14\r\n\r\n+PONG\r\n'));
  await expect(refused(`redis://127.0.0.1:${old}`)).rejects.toThrow('is 6.2.14, but 7.0 or newer is needed');
  const evicting = await startRedis({ settings: { 'maxmemory-policy': 'allkeys-lru' } });
  await expect(refused(evicting.url)).rejects.toThrow('has the eviction policy allkeys-lru');
  await evicting.stop();
});

test('a server that accepts and stays silent is an error within three seconds', async () => {
  const silent = await fake(Buffer.alloc(0));
  const started = performance.now();
  const plans = await Promise.allSettled([
    plan({ DATABASE_URL: `postgres://me:secret@127.0.0.1:${silent}/veza`, REDIS_URL: `redis://127.0.0.1:${silent}` }),
  ]);
  expect(plans).toMatchObject([{ status: 'rejected', reason: { name: 'SetupError' } }]);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('a port that cannot be used is an error before anything is installed', async () => {
  const taken = await fake(Buffer.alloc(0));
  await expect(plan({ HTTP_PORT: String(taken) })).rejects.toThrow(`Port ${taken} (HTTP_PORT of gateway) is in use`);
  await expect(plan({ HTTP_PORT: '65536' })).rejects.toThrow('HTTP_PORT is "65536": set it to a port number from 1 to 65535.');
  await expect(plan({ HTTP_PORT: '8e3' })).rejects.toThrow('HTTP_PORT is "8e3"');
  delete process.env['HTTP_PORT'];
  await expect(plan({ OPS_PORT: '65533' })).rejects.toThrow('Port 65536 (OPS_PORT of worker) is above 65535');
  delete process.env['OPS_PORT'];
  await expect(plan({ POSTGRES_PORT: String(taken) })).rejects.toThrow(`Port ${taken} (POSTGRES_PORT) is in use`);
  delete process.env['POSTGRES_PORT'];
  const twice = String(await freePort());
  await expect(plan({ HTTP_PORT: twice, WS_PORT: twice })).rejects.toThrow(
    `Port ${twice} (WS_PORT of chat) is that of HTTP_PORT as well`,
  );
  delete process.env['HTTP_PORT'];
  delete process.env['WS_PORT'];
  await expect(plan({ HOST: '192.0.2.1' })).rejects.toThrow('EADDRNOTAVAIL on 192.0.2.1');
});
