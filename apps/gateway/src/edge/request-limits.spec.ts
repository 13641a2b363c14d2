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
