import type { Role } from '@veza/contracts';

/** The roles that each role may act on. Its own is never among them, so that no two moderators lock each other out. */
const BELOW: Record<Role, readonly Role[]> = { user: [], moderator: ['user'], admin: ['user', 'moderator'] };

export const isBelow = (role: Role, caller: Role): boolean => BELOW[caller].includes(role);
