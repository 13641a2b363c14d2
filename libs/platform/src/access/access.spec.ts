import { expect, test } from '@jest/globals';
import { ANONYMOUS, type Role, SYSTEM, type UserCaller } from '@veza/contracts';
import { isOwnerOrAdmin, requireAdmin, requireOwner, requireUser } from './access.js';

const user = (userId: number, role: Role): UserCaller => ({ kind: 'user', userId, role, sessionId: 's' });

test('the owner, an administrator and the platform own a resource; a moderator, another user and an anonymous caller do not', () => {
  for (const caller of [user(7, 'user'), user(1, 'admin'), SYSTEM]) expect(isOwnerOrAdmin(caller, 7)).toBe(true);
  for (const caller of [user(8, 'user'), user(1, 'moderator'), ANONYMOUS]) expect(isOwnerOrAdmin(caller, 7)).toBe(false);
});

test('requireOwner rejects another user as FORBIDDEN and an anonymous caller as UNAUTHENTICATED', () => {
  expect(() => requireOwner(user(8, 'user'), 7)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  expect(() => requireOwner(ANONYMOUS, 7)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
});

test('requireUser returns the signed-in user and rejects every other caller as UNAUTHENTICATED', () => {
  const caller = user(7, 'user');
  expect(requireUser(caller)).toBe(caller);
  for (const caller of [ANONYMOUS, SYSTEM])
    expect(() => requireUser(caller)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
});

test('requireAdmin returns an administrator and rejects every other caller', () => {
  const admin = user(1, 'admin');
  expect(requireAdmin(admin)).toBe(admin);
  expect(() => requireAdmin(user(7, 'moderator'))).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  expect(() => requireAdmin(SYSTEM)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
});
