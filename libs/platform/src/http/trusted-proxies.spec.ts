import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { TrustedProxies } from './trusted-proxies.js';

function requestFrom(peer: string | undefined, forwarded: string | undefined): IncomingMessage {
  const request = new IncomingMessage(Object.defineProperty(new Socket(), 'remoteAddress', { value: peer }));
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

const byAddress = new TrustedProxies(['loopback', '10.0.0.0/8', '2001:db8::1', 'fd00:1::/32']);

test.each([
  ['203.0.113.9', '1.2.3.4', '203.0.113.9'],
  ['127.0.0.1', '1.2.3.4', '1.2.3.4'],
  ['::ffff:127.0.0.1', '1.2.3.4', '1.2.3.4'],
  ['::ffff:203.0.113.9', '1.2.3.4', '203.0.113.9'],
  ['10.1.2.3', 'spoofed, 1.2.3.4, 10.9.9.9', '1.2.3.4'],
  ['10.1.2.3', '1.2.3.4, rubbish', '10.1.2.3'],
  ['10.1.2.3', undefined, '10.1.2.3'],
  ['2001:db8::1', '2001:db8:5::7', '2001:db8:5::7'],
  ['fd00:1:2::3', '2001:db8:5::7', '2001:db8:5::7'],
  ['fd00:2::3', '2001:db8:5::7', 'fd00:2::3'],
  ['127.0.0.1', '10.0.0.1, 127.0.0.1', '10.0.0.1'],
  [undefined, '1.2.3.4', ''],
])('from %s with X-Forwarded-For %s the client is %s', (peer, forwarded, client) => {
  expect(byAddress.clientOf(requestFrom(peer, forwarded))).toBe(client);
});

test.each([
  ['10.0.0.5', '6.6.6.6, 10.1.2.3', '10.1.2.3'],
  ['10.0.0.5', '2001:db8:5::7', '2001:db8:5::7'],
  ['10.0.0.5', undefined, '10.0.0.5'],
])('behind one proxy at %s with X-Forwarded-For %s the client is %s', (peer, forwarded, client) => {
  expect(new TrustedProxies(['1']).clientOf(requestFrom(peer, forwarded))).toBe(client);
});

test('two proxies each append one address', () => {
  const request = requestFrom('10.0.0.5', '6.6.6.6, 10.1.2.3, 203.0.113.1');
  expect(new TrustedProxies(['2']).clientOf(request)).toBe('10.1.2.3');
});

test('private is the networks of RFC 1918 and RFC 4193', () => {
  const proxies = new TrustedProxies(['private']);
  for (const peer of ['10.0.0.1', '172.16.0.1', '192.168.1.1', 'fd12::1'])
    expect(proxies.clientOf(requestFrom(peer, '1.2.3.4'))).toBe('1.2.3.4');
  for (const peer of ['172.32.0.1', '127.0.0.1', 'fe80::1']) expect(proxies.clientOf(requestFrom(peer, '1.2.3.4'))).toBe(peer);
});

test.each(['proxy.example', '300', '10.0.0.0/33', '0x7f.1', 'toString'])('%s is a mistake of the configuration', (entry) => {
  expect(() => new TrustedProxies([entry])).toThrow(`TRUSTED_PROXIES: ${entry}`);
});
