import { expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller } from '@veza/contracts';
import { Exchange } from './exchange.js';
import { RequestLimits } from './request-limits.js';

const USER: Caller = { kind: 'user', userId: 7, sessionId: 's', role: 'user' };
const MINUTE = 60_000;

test('users and addresses are counted separately per minute', () => {
  const limits = new RequestLimits({ user: 2, address: 1 });
  const from = (address: string) => new Exchange({}, address);
  limits.take(from('a'), ANONYMOUS, 0);
  expect(() => limits.take(from('a'), ANONYMOUS, 1)).toThrow(expect.objectContaining({ code: 'RATE_LIMITED', retryAfter: 60 }));
  limits.take(from('b'), ANONYMOUS, 2);
  limits.take(from('a'), USER, 3);
  limits.take(from('c'), USER, 4);
  expect(() => limits.take(from('d'), USER, 30_000)).toThrow(expect.objectContaining({ retryAfter: 30 }));
  limits.take(from('a'), ANONYMOUS, MINUTE);
  limits.take(from('a'), USER, MINUTE);
});

test('a person and its bots share the limit of requests', () => {
  const limits = new RequestLimits({ user: 3, address: 1 });
  const take = (caller: Caller) => limits.take(new Exchange({}, 'a'), caller, 0);
  take(USER);
  take({ ...USER, userId: 8, botOf: 7 });
  take({ ...USER, userId: 9, botOf: 7 });
  for (const caller of [USER, { ...USER, userId: 10, botOf: 7 }])
    expect(() => take(caller)).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }));
  take({ ...USER, userId: 11 });
});

test('the headers state the remaining requests, zero included', () => {
  const limits = new RequestLimits({ user: 1, address: 1 });
  const exchange = new Exchange({}, 'a');
  limits.take(exchange, USER, 0);
  expect(exchange.limit).toEqual({ ratelimit: '"user";r=0;t=60', 'ratelimit-policy': '"user";q=1;w=60' });
});

test('the addresses of one IPv6 network are counted together', () => {
  const limits = new RequestLimits({ user: 1, address: 2 });
  const take = (address: string) => limits.take(new Exchange({}, address), ANONYMOUS, 0);
  take('2001:db8::1');
  take('2001:db8::2');
  expect(() => take('2001:db8:0:0:ffff::3')).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }));
  take('2001:db8:0:1::1');
});
