import { expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller } from '@veza/contracts';
import { withNetwork } from './anonymous-network.js';

const networkOf = (address: string) => {
  const caller = withNetwork(ANONYMOUS, address);
  return caller.kind === 'anonymous' ? caller.network : undefined;
};

test('anonymous callers of one network have one name, which is not their address', () => {
  expect(networkOf('203.0.113.7')).toBe(networkOf('203.0.113.7'));
  expect(networkOf('203.0.113.7')).not.toBe(networkOf('203.0.113.8'));
  expect(networkOf('2001:db8::1')).toBe(networkOf('2001:db8::2'));
  expect(networkOf('203.0.113.7')).toMatch(/^[\w-]{16}$/);
  const user: Caller = { kind: 'user', userId: 7, sessionId: 's', role: 'user' };
  expect(withNetwork(user, '203.0.113.7')).toBe(user);
});
