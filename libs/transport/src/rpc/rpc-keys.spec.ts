import { createHash, createSecretKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { type RpcKeys, signed, verified } from './rpc-keys.js';

/** One key for each pair, derived from a secret that is being replaced by another one. */
const keysOf =
  (...[first, ...others]: [string, ...string[]]): RpcKeys =>
  (sender, receiver) => {
    const key = (secret: string) => createSecretKey(createHash('sha256').update(`${secret} ${sender} ${receiver}`).digest());
    return [key(first), ...others.map(key)];
  };
const KEYS = keysOf('old');
const BODY = '{"s":"catalog.products.create","d":{"name":"a b"}}';
const sent = (keys: RpcKeys, receiver = 'catalog') => signed(keys, 'media', receiver, BODY);

test('a request is read by the service that it was signed for, and by no other one', () => {
  expect(verified(KEYS, 'catalog', sent(KEYS))).toEqual({ sender: 'media', body: BODY });
  expect(verified(KEYS, 'booking', sent(KEYS))).toBeUndefined();
});

test.each([
  ['another sender', (entry: string) => entry.replace('media', 'chat')],
  ['another body', (entry: string) => entry.replace('create', 'delete')],
  ['a longer body', (entry: string) => `${entry} `],
  ['a shorter signature', (entry: string) => entry.replace(/ \S{43} /, ' AA ')],
  ['no signature', () => BODY],
  ['nothing', () => ''],
])('an entry with %s is not read', (_, change) => expect(verified(KEYS, 'catalog', change(sent(KEYS)))).toBeUndefined());

test('while the secret is replaced, what either side signs is read by the other one', () => {
  expect(verified(keysOf('new', 'old'), 'catalog', sent(KEYS))).toEqual({ sender: 'media', body: BODY });
  expect(verified(keysOf('old', 'new'), 'catalog', sent(keysOf('new', 'old')))).toEqual({ sender: 'media', body: BODY });
  expect(verified(keysOf('new'), 'catalog', sent(KEYS))).toBeUndefined();
  expect(verified(() => [], 'catalog', sent(KEYS))).toBeUndefined();
  expect(() => sent(() => [])).toThrow('media has no key to call catalog');
});
