import { DELETED_USERNAME, type Preferences, type Role, type UserCard } from '@veza/contracts';

/** An account as the table `users` holds it. Of an erased one the id is left; its names are null. */
export interface User {
  id: number;
  username: string;
  email: string;
  emailVerified: boolean;
  passwordHash: string;
  firstName: string;
  lastName: string;
  avatar: string | null;
  bio: string;
  role: Role;
  preferences: Partial<Preferences>;
  lastLoginAt: Date;
  createdAt: Date;
  deletedAt: Date | null;
  /** The transaction that wrote the row last: another one after every change, whoever makes it. */
  version: string;
}

const USERNAME = `coalesce(u.username, '${DELETED_USERNAME}') AS username`;

/** Those that say who calls, and no more. */
export const CALLER_COLUMNS = `u.id, ${USERNAME}, u.role`;

/** The columns of a User, for every query that reads one whole. */
export const USER_COLUMNS = `u.id, ${USERNAME}, coalesce(u.email, '') AS email, u.email_verified AS "emailVerified",
  coalesce(u.password_hash, '') AS "passwordHash", u.first_name AS "firstName", u.last_name AS "lastName", u.avatar, u.bio, u.role, u.preferences,
  u.last_login_at AS "lastLoginAt", u.created_at AS "createdAt", u.deleted_at AS "deletedAt", u.xmin::text AS version`;

export function cardOf({ id, username, firstName, lastName, avatar, role, deletedAt }: User): UserCard {
  return { id, username, firstName, lastName, avatar, role, deleted: deletedAt !== null };
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'auto',
  language: 'fr',
  notifications: { email: true, push: true, sms: false },
};
