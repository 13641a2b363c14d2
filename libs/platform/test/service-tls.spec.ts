import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type SecureVersion, TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type CertificateFiles, eventually, TestAuthority, UNTRUSTED } from '@veza/testing';
import { z } from 'zod';
import { AppLogger, parseConfig, PlatformConfig, ServiceTls, TlsConfig } from '../src/index.js';

const HOST = '127.0.0.1';
const logger = new AppLogger({ service: 'spec', replica: '1', level: 'silent' });
const ends: (() => void)[] = [];
let authority: TestAuthority;
let foreign: TestAuthority;
let media: CertificateFiles;
let gateway: CertificateFiles;

beforeAll(async () => {
  [authority, foreign] = await Promise.all([TestAuthority.create(), TestAuthority.create()]);
  [media, gateway] = [await authority.issue(['media', HOST]), await authority.issue(['gateway'])];
});
afterEach(() => ends.splice(0).forEach((end) => end()));
afterAll(() => [authority, foreign].forEach((each) => each.remove()));

/** TLS of a service with these files. */
function tlsOf(
  files: Partial<CertificateFiles>,
  TLS_CA: string | undefined = authority.ca,
  TLS_CLIENTS: string[] = [],
): ServiceTls {
  const tls = new ServiceTls({ TLS_CERT: files.cert, TLS_KEY: files.key, TLS_CA, TLS_CLIENTS }, logger);
  ends.push(() => tls.onApplicationShutdown());
  return tls;
}

/** A listener that sends back what it gets; its URL. */
async function listen(tls: ServiceTls, protocol = 'https:'): Promise<URL> {
  const server: Server = tls.listener({}, (asked, response) => void asked.pipe(response));
  server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\nhello'));
  await once(server.listen(0, HOST), 'listening');
  ends.push(() => void server.close().closeAllConnections());
  const { port } = z.object({ port: z.int() }).parse(server.address()) satisfies Partial<AddressInfo>;
  return new URL(`${protocol}//${HOST}:${port}`);
}

/** Sends a body and returns what comes back. */
async function echo(tls: ServiceTls, url: URL, body = 'bytes'): Promise<string> {
  const socket = await tls.open(url, 5_000);
  ends.push(() => socket.destroy());
  return new Promise((resolve, reject) => {
    const asked = request({ method: 'POST', path: '/', createConnection: () => socket }, (response) => {
      response.setEncoding('utf8').once('data', resolve);
    });
    asked.once('error', reject).end(body);
  });
}

/** The serial number of the certificate that the listener shows now. */
async function shown(tls: ServiceTls, url: URL): Promise<string | undefined> {
  const socket = await tls.open(url, 5_000);
  ends.push(() => socket.destroy());
  return socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.serialNumber : undefined;
}

test('requests and upgrades cross mutual TLS 1.3, and without variables they are plain', async () => {
  const url = await listen(tlsOf(media));
  const tls = tlsOf(gateway);
  expect(await echo(tls, url)).toBe('bytes');
  const socket = await tls.open(url, 5_000);
  ends.push(() => socket.destroy());
  expect(socket instanceof TLSSocket && socket.getProtocol()).toBe('TLSv1.3');
  socket.write(`GET /ws HTTP/1.1\r\nHost: ${url.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 101/);
  const plain = tlsOf({}, undefined);
  expect(await echo(plain, await listen(plain, 'http:'))).toBe('bytes');
});

test('a client without a certificate, with a foreign one or without TLS is refused', async () => {
  const url = await listen(tlsOf(media));
  await expect(echo(tlsOf({}), url)).rejects.toThrow();
  await expect(echo(tlsOf(await foreign.issue(['gateway'])), url)).rejects.toThrow();
  await expect(echo(tlsOf(gateway), new URL(`http://${url.host}`))).rejects.toThrow();
});

test('a client with TLS 1.2 is refused, whatever its suite', async () => {
  const url = await listen(tlsOf(media));
  const { cert, key } = gateway;
  const files = { cert: readFileSync(cert), key: readFileSync(key), ca: readFileSync(authority.ca) };
  const handshake = async (maxVersion: SecureVersion) => {
    const socket = connect({ port: Number(url.port), host: HOST, ...files, maxVersion });
    ends.push(() => socket.destroy());
    await once(socket, 'secureConnect');
    return socket.getProtocol();
  };
  await expect(handshake('TLSv1.2')).rejects.toThrow(/protocol version/);
  expect(await handshake('TLSv1.3')).toBe('TLSv1.3');
});

test('a client with another name than those of TLS_CLIENTS is refused', async () => {
  const url = await listen(tlsOf(media, authority.ca, ['gateway', 'catalog']));
  expect(await echo(tlsOf(gateway), url)).toBe('bytes');
  await expect(echo(tlsOf(await authority.issue(['worker'])), url)).rejects.toThrow();
});

test('a server of a foreign authority, with another name or without TLS is refused', async () => {
  const client = tlsOf(gateway);
  await expect(client.open(await listen(tlsOf(await foreign.issue([HOST]))), 5_000)).rejects.toThrow(UNTRUSTED);
  await expect(client.open(await listen(tlsOf(await authority.issue(['media']))), 5_000)).rejects.toThrow(/does not match/);
  await expect(client.open(await listen(tlsOf({}, undefined)), 5_000)).rejects.toThrow();
});

test('a certificate that is replaced serves the next connections, of listeners and of clients, without a restart', async () => {
  const files = await authority.issue([HOST]);
  const server = tlsOf(files, authority.ca);
  const url = await listen(server);
  const client = tlsOf(gateway);
  const before = await shown(client, url);
  const next = await authority.issue([HOST]);
  copyFileSync(next.cert, files.cert); // its key is still the earlier one
  expect(await echo(client, url)).toBe('bytes');
  copyFileSync(next.key, files.key);
  await eventually('the new certificate', async () => (await shown(client, url)) !== before);

  const own = await foreign.issue(['gateway']);
  const late = tlsOf(own);
  await expect(echo(late, url)).rejects.toThrow();
  await authority.issue(['gateway'], own);
  await eventually('the client to be let in', () => echo(late, url).catch(() => undefined));
});

test('what is missing or wrong is a mistake that names the variable', () => {
  const mistakes = (given: Record<string, string>) => {
    try {
      parseConfig(z.object({ ...PlatformConfig, ...TlsConfig }), given);
      return [];
    } catch (error) {
      return String(error)
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    }
  };
  expect(mistakes({ TLS_CERT: media.cert })).toEqual(['TLS_CERT needs TLS_KEY']);
  expect(mistakes({ TLS_CERT: media.key, TLS_KEY: media.cert, TLS_CA: '/nowhere' })).toEqual([
    'TLS_CERT must be the path of a readable PEM file with certificates',
    'TLS_KEY must be the path of a readable PEM file with a private key',
    'TLS_CA must be the path of a readable PEM file with certificates',
  ]);
  expect(mistakes({ REDIS_CA: authority.ca, REDIS_CACHE_URL: 'rediss://cache' })).toEqual([
    'REDIS_URL must be a rediss:// address beside REDIS_CA',
    'REDIS_RPC_URL must be a rediss:// address beside REDIS_CA',
    'REDIS_PUBSUB_URL must be a rediss:// address beside REDIS_CA',
    'REDIS_QUEUE_URL must be a rediss:// address beside REDIS_CA',
  ]);
  expect(() => tlsOf({ cert: media.cert, key: gateway.key })).toThrow('TLS_KEY is not the key of the certificate in TLS_CERT');
});

test('addresses of Postgres and Redis carry their authorities, whatever they were', () => {
  const { ca } = authority;
  const config = parseConfig(z.object(PlatformConfig), {
    DATABASE_CA: ca,
    DATABASE_URL: 'postgres://db/veza?sslmode=no-verify',
    REDIS_CA: ca,
    REDIS_URL: 'rediss-cluster://:p@a:1,b:2',
  });
  expect(new URL(config.DATABASE_URL ?? '').searchParams).toEqual(
    new URLSearchParams({ sslmode: 'verify-full', sslrootcert: ca }),
  );
  expect(config.REDIS_QUEUE_URL).toBe(`rediss-cluster://:p@a:1,b:2?ca=${encodeURIComponent(ca)}`);
  expect(readFileSync(ca, 'utf8')).toContain('BEGIN CERTIFICATE');
});
