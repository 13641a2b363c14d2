import { DELETED_USERNAME, type Preferences, type UserCard } from '@veza/contracts';
import { tableColumnsOf } from '@veza/database';
import { UserRow } from './user.entity.js';

/** Null in the row of an erased account. */
const NULLABLE = ['username', 'email', 'passwordHash'] as const;
/** What statements about accounts need, and no service reads. */
const INTERNAL = ['usernameSkeleton', 'erasedAgain', 'bannedUntil', 'unverifiedSince'] as const;
type Apart = (typeof NULLABLE | typeof INTERNAL)[number];

/**
 * An account as services read it. An erased one has the name of deleted accounts, and no e-mail address or password.
 */
export interface User extends Omit<UserRow, Apart> {
  username: string;
  email: string;
  passwordHash: string;
  /** The transaction that last wrote the row (`xmin`); another one after every change. */
  version: string;
}

const USERNAME = `coalesce(u.username, '${DELETED_USERNAME}') AS username`;

/** The columns of a caller. */
export const CALLER_COLUMNS = `u.id, ${USERNAME}, u.role, u.bot_of AS "botOf"`;

const APART = new Set<string>([...NULLABLE, ...INTERNAL]);
const SAME = tableColumnsOf(UserRow).filter(({ property }) => !APART.has(property));

/** The select list of a `User`: the columns of the row, with `xmin` and the values of erased accounts. */
export const USER_COLUMNS = `${USERNAME}, coalesce(u.email, '') AS email, coalesce(u.password_hash, '') AS "passwordHash",
  ${SAME.map(({ name, property }) => `u.${name} AS "${property}"`).join(', ')}, u.xmin::text AS version`;

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
