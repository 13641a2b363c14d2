import { expect, test } from '@jest/globals';
import { countedAddress, networkOf, siteOf } from './networks.js';

test('addresses of one network have the same key', () => {
  expect(networkOf('203.0.113.9')).toBe(networkOf('203.0.113.200'));
  expect(networkOf('203.0.113.9')).not.toBe(networkOf('203.0.114.9'));
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:db8:1:2:bbbb::1'));
  for (const other of ['2001:db8::ffff', '2001:DB8:0:0::9', '2001:0db8:0000:0000:1:2:3:4'])
    expect(networkOf(other)).toBe(networkOf('2001:db8::1'));
  expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8::1'));
});

test('limits per address count IPv4 addresses one by one, and IPv6 addresses by /64', () => {
  expect(countedAddress('203.0.113.9')).toBe('203.0.113.9');
  expect(countedAddress('2001:db8::1')).toBe(countedAddress('2001:DB8:0:0:ffff::9'));
  expect(countedAddress('2001:db8::1')).not.toBe(countedAddress('2001:db8:0:1::1'));
  expect(countedAddress('')).toBe('');
});

test('the site of an IPv6 address is its /48; an IPv4 address has none', () => {
  expect(siteOf('2001:db8:7:1::1')).toBe(siteOf('2001:DB8:7:ffff::2'));
  expect(siteOf('2001:db8:7::1')).not.toBe(siteOf('2001:db8:8::1'));
  expect(siteOf('203.0.113.9')).toBeUndefined();
});
