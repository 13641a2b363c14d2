import type { WireProfile, WirePublicProfile } from '@veza/contracts';
import type { User } from './user.js';

/** The veza edition's shapes of a user. */
export function publicProfile(user: User): WirePublicProfile {
  return {
    id: user.id,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    avatar: user.avatar,
    bio: user.bio,
    role: user.role,
    created_at: user.createdAt.toISOString(),
    ...(user.botOf !== null && { bot: true }),
  };
}

export function ownProfile(user: User): WireProfile {
  return {
    ...publicProfile(user),
    email: user.email,
    email_verified: user.emailVerified,
    last_login_at: user.lastLoginAt.toISOString(),
    links: user.links,
  };
}
