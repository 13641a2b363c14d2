import { expect, test } from '@jest/globals';
import { isPublic, OutsideAddresses } from './outside-addresses.js';

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1', true],
  ['::ffff:8.8.8.8', true],
  ['127.0.0.1', false],
  ['10.1.1.1', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['198.18.0.1', false],
  ['::', false],
  ['::1', false],
  ['::7f00:1', false],
  ['::ffff:10.0.0.1', false],
  ['fc00::1', false],
  ['fd00:ec2::254', false],
  ['fe80::1%eth0', false],
  ['fec0::1', false],
  ['64:ff9b::a00:1', false],
  ['2002:a00:1::', false],
  ['2001:0:a00:1::', false],
  ['not an address', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublic(address)).toBe(expected);
});

test.each([
  ['http://127.0.0.1:4000/hook', undefined],
  ['http://localhost:4000/hook', undefined],
  ['https://[::1]/', undefined],
  ['http://10.0.0.1/', 'must be an https address'],
  ['http://localhost.example.com/', 'must be an https address'],
  ['https://10.0.0.1/', 'must be an address of the internet'],
  ['ftp://127.0.0.1/', 'must be an https address'],
])('%s is called by a platform for development, or refused: %s', async (url, expected) => {
  const addresses = new OutsideAddresses([], true);
  expect(addresses.refusalOf(new URL(url))).toBe(expected);
  if (expected === undefined) expect(await addresses.resolve(new URL(url))).toMatch(/^(127\.0\.0\.1|::1)$/);
});

test.each([
  ['https://example.com/', undefined],
  ['https://8.8.8.8/', undefined],
  ['https://[2606:4700::1]/', undefined],
  ['https://127.0.0.1/', 'must be an address of the internet'],
  ['https://2130706433/', 'must be an address of the internet'],
  ['https://[::ffff:10.0.0.1]/', 'must be an address of the internet'],
  ['https://redis/', 'must be an address of the internet'],
  ['https://localhost./', 'must be an address of the internet'],
  ['https://metadata.google.internal/', 'must be an address of the internet'],
  ['http://example.com/', 'must be an https address'],
  ['https://example.com:8443/', 'must not contain a port'],
])('%s is refused as it is entered: %s', (url, expected) => {
  expect(new OutsideAddresses([]).refusalOf(new URL(url))).toBe(expected);
});
