import type { WireEnvelopedProfile, WireEnvelopedSession, WireSession } from '@veza/contracts';
import type { SignedIn } from '../sessions/sessions.service.js';
import type { OpenedSession } from './cookie-sessions.js';
import type { User } from '../users/user.js';
import { ownProfile } from '../users/users.presenter.js';

/** The veza edition's two spellings of a session. */
export function flatSession({ user: { id, email, username, role }, accessToken, refreshToken }: OpenedSession): WireSession {
  return { user: { id, email, username, role }, accessToken, refreshToken };
}

export function envelopedSession({ user, accessToken, refreshToken, expiresIn }: SignedIn): WireEnvelopedSession {
  const tokens = { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn, token_type: 'Bearer' as const };
  return { success: true, data: { ...tokens, user: ownProfile(user) } };
}

export const envelopedProfile = (user: User): WireEnvelopedProfile => ({ success: true, data: ownProfile(user) });

export const DONE = { success: true, data: null } as const;
