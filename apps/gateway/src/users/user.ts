import { DELETED_USERNAME, type Preferences, type UserCard } from '@veza/contracts';
import type { UserRow } from './user.entity.js';

type Nullable = 'username' | 'email' | 'passwordHash';

/**
 * An account as services read it. An erased one has the name of deleted accounts, and no e-mail address or password.
 */
export interface User extends Omit<UserRow, Nullable | 'usernameSkeleton' | 'erasedAgain' | 'bannedUntil' | 'unverifiedSince'> {
  username: string;
  email: string;
  passwordHash: string;
  /** The transaction that last wrote the row (`xmin`); another one after every change. */
  version: string;
}

const USERNAME = `coalesce(u.username, '${DELETED_USERNAME}') AS username`;

/** The columns of a caller. */
export const CALLER_COLUMNS = `u.id, ${USERNAME}, u.role, u.bot_of AS "botOf"`;

/** The select list of a `User`. Not columnsOf(UserRow): it needs `xmin` and the values of erased accounts. */
export const USER_COLUMNS = `u.id, ${USERNAME}, coalesce(u.email, '') AS email, u.email_verified AS "emailVerified",
  coalesce(u.password_hash, '') AS "passwordHash", u.second_factor AS "secondFactor", u.bot_of AS "botOf", u.first_name AS "firstName", u.last_name AS "lastName", u.avatar, u.bio, u.role, u.preferences,
  u.last_login_at AS "lastLoginAt", u.created_at AS "createdAt", u.deleted_at AS "deletedAt", u.xmin::text AS version`;

export function cardOf({ id, username, firstName, lastName, avatar, role, deletedAt, botOf }: User): UserCard {
  const card = { id, username, firstName, lastName, avatar, role, deleted: deletedAt !== null };
  return botOf === null ? card : { ...card, botOf };
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'auto',
  language: 'fr',
  notifications: { email: true, push: true, sms: false },
};

/** The language of mails and notices for a user. */
export const languageOf = ({ preferences }: Pick<User, 'preferences'>) => preferences.language ?? DEFAULT_PREFERENCES.language;
