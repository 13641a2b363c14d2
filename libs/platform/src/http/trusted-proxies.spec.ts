import { expect, test } from '@jest/globals';
import { TrustedProxies } from './trusted-proxies.js';

const proxies = new TrustedProxies(['loopback', '10.0.0.0/8', '2001:db8::1']);

test.each([
  ['203.0.113.9', '1.2.3.4', '203.0.113.9'],
  ['127.0.0.1', '1.2.3.4', '1.2.3.4'],
  ['::ffff:127.0.0.1', '1.2.3.4', '1.2.3.4'],
  ['10.1.2.3', 'spoofed, 1.2.3.4, 10.9.9.9', '1.2.3.4'],
  ['10.1.2.3', '1.2.3.4, rubbish', '10.1.2.3'],
  ['10.1.2.3', undefined, '10.1.2.3'],
  ['2001:db8::1', '2001:db8:5::7', '2001:db8:5::7'],
  ['127.0.0.1', '10.0.0.1, 127.0.0.1', '10.0.0.1'],
])('from %s with X-Forwarded-For %s the client is %s', (peer, forwarded, client) => {
  expect(proxies.clientOf(peer, forwarded)).toBe(client);
});

test('a proxy that is no address is a mistake of the configuration', () => {
  expect(() => new TrustedProxies(['proxy.example'])).toThrow('TRUSTED_PROXIES: proxy.example');
});
