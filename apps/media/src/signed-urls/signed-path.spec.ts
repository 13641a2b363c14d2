import { expect, test } from '@jest/globals';
import { signPath, verifyPath } from './signed-path.js';

const KEY = Buffer.alloc(32, 7);
const ID = '3d7f2c1a-8f3e-4b52-9d0c-5a1e2f3b4c5d';
const later = new Date(Date.now() + 3_600_000);

test('a signed path permits its subject and everything below it', () => {
  const path = signPath(KEY, { kind: 'track', id: ID }, later);
  expect(verifyPath(KEY, path)).toMatchObject({ kind: 'track', id: ID, rest: '' });
  expect(verifyPath(KEY, `${path}/128/s00001.m4s`)).toMatchObject({ id: ID, rest: '128/s00001.m4s' });
});

test('a signed path of a secret link names the files and the link', () => {
  const path = signPath(KEY, { kind: 'shared', id: ID, link: 'a1b2c3d4' }, later);
  expect(verifyPath(KEY, `${path}/cover.jpg`)).toMatchObject({ kind: 'shared', id: ID, link: 'a1b2c3d4', rest: 'cover.jpg' });
  expect(verifyPath(KEY, path.replace('a1b2c3d4', 'a1b2c3d5'))).toBeUndefined();
});

test('a signed path with any changed character is rejected', () => {
  const path = signPath(KEY, { kind: 'track', id: ID }, later);
  for (let at = '/media/s/'.length; at < path.length; at++) {
    for (const other of ['a', 'b', '0', '1', '-']) {
      if (path[at] === other) continue;
      expect(verifyPath(KEY, path.slice(0, at) + other + path.slice(at + 1))).toBeUndefined();
    }
  }
});

test('a signed path expires, and another key does not verify it', () => {
  const path = signPath(KEY, { kind: 'events', id: '12' }, later);
  expect(verifyPath(KEY, path, new Date(later.getTime() + 1_001))).toBeUndefined();
  expect(verifyPath(Buffer.alloc(32, 8), path)).toBeUndefined();
});

test('a malformed path is rejected', () => {
  const path = signPath(KEY, { kind: 'track', id: ID }, later);
  for (const wrong of ['', '/media/s/', `${path}?x=1`, `${path}/%2e%2e`, path.replace('track', 'tracks'), `/x${path}`]) {
    expect(verifyPath(KEY, wrong)).toBeUndefined();
  }
});
