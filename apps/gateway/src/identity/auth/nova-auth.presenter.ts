import type { CabinetRole, Membership, NovaTokens, NovaUser } from '@veza/contracts';
import type { OpenedSession } from './cookie-sessions.js';
import { DEFAULT_PREFERENCES, type User } from '../users/user.js';

/** The permissions of a role in its cabinet, as front ends show them; booking alone enforces them. */
const PERMISSIONS: Record<CabinetRole, readonly string[]> = {
  patient: [],
  practitioner: ['patients:manage', 'calendar:own'],
  manager: ['patients:manage', 'calendar:own', 'calendar:all'],
  admin: ['patients:manage', 'calendar:own', 'calendar:all'],
};

/** The nova edition's shape of a user: ids are strings, and preferences are complete. */
export function novaUser(user: User, membership?: Membership): NovaUser {
  const { preferences } = user;
  return {
    id: String(user.id),
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    role: membership?.role ?? (user.role === 'admin' ? 'admin' : 'patient'),
    ...(membership && { cabinetId: membership.cabinetId }),
    preferences: {
      ...DEFAULT_PREFERENCES,
      ...preferences,
      notifications: { ...DEFAULT_PREFERENCES.notifications, ...preferences.notifications },
    },
    permissions: [...(membership ? PERMISSIONS[membership.role] : []), ...(user.role === 'admin' ? ['cabinets:create'] : [])],
    lastLoginAt: user.lastLoginAt.toISOString(),
    createdAt: user.createdAt.toISOString(),
  };
}

export function novaTokens({ accessToken, refreshToken, expiresIn }: OpenedSession): NovaTokens {
  return { accessToken, refreshToken, expiresIn, tokenType: 'Bearer' };
}
