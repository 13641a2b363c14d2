import { expect, test } from '@jest/globals';
import { networkOf, TrustedProxies } from './addresses.js';

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

test('guesses of one network count together', () => {
  expect(networkOf('203.0.113.9')).toBe(networkOf('203.0.113.200'));
  expect(networkOf('203.0.113.9')).not.toBe(networkOf('203.0.114.9'));
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:db8:1:2:bbbb::1'));
  for (const other of ['2001:db8::ffff', '2001:DB8:0:0::9', '2001:0db8:0000:0000:1:2:3:4'])
    expect(networkOf(other)).toBe(networkOf('2001:db8::1'));
  expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8::1'));
});
