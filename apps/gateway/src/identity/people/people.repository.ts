import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import type { User } from '../users/user.js';

/** What the public page of a person has. */
export type ShownPerson = Pick<
  User,
  'id' | 'username' | 'firstName' | 'lastName' | 'avatar' | 'bio' | 'createdAt' | 'botOf' | 'pictureId' | 'bannerId' | 'links'
>;

export type FoundUser = Pick<User, 'id' | 'username' | 'firstName' | 'lastName' | 'avatar' | 'botOf'>;
/** The last row of the page before: the order is by user name, then by id. */
export type SearchPosition = readonly [name: string, id: number];

export interface PeopleSearch {
  /** Left out of the result. */
  readonly searcher: number;
  readonly prefix: string;
  readonly after?: SearchPosition;
  readonly limit: number;
}

/** The beginning of a name, without accents and case; `%`, `_` and the escape stand for themselves. */
const PATTERN = String.raw`regexp_replace(fold($2), '([\\%_])', '\\\1', 'g') || '%'`;

/** Neither erased nor banned. */
const IS_SHOWN = 'deleted_at IS NULL AND (banned_until IS NULL OR banned_until <= now())';

const FOUND = `id, username, first_name AS "firstName", last_name AS "lastName", avatar, bot_of AS "botOf"`;

/** Raw SQL: each comparison is the expression of an index for prefixes. */
export const SEARCH = `
SELECT ${FOUND} FROM users
WHERE ${IS_SHOWN} AND id <> $1
  AND (fold(username) LIKE ${PATTERN} OR fold(first_name || ' ' || last_name) LIKE ${PATTERN} OR fold(last_name) LIKE ${PATTERN})
  AND ($3::text IS NULL OR (lower(username), id) > ($3, $4))
ORDER BY lower(username), id LIMIT $5`;

/** The values of `SEARCH`. */
export const searchValues = ({ searcher, prefix, after: [name, id] = ['', 0], limit }: PeopleSearch): unknown[] => [
  searcher,
  prefix,
  name === '' ? null : name,
  id,
  limit,
];

const SHOWN = `id, username, first_name AS "firstName", last_name AS "lastName", avatar, bio, created_at AS "createdAt", bot_of AS "botOf",
  picture_id AS "pictureId", banner_id AS "bannerId", links`;

@Injectable()
export class PeopleRepository {
  constructor(private readonly database: Database) {}

  find(search: PeopleSearch): Promise<FoundUser[]> {
    return this.database.query<FoundUser>(SEARCH, searchValues(search));
  }

  /**
   * By user name, without regard to case, or by a name that the person had in the last 90 days. Raw SQL: the index is of an
   * expression, and the clock of Postgres decides a ban and the end of a name.
   */
  async shown(username: string): Promise<ShownPerson | undefined> {
    const [person] = await this.database.prepared<ShownPerson>(
      'shown-person',
      `SELECT ${SHOWN} FROM users WHERE bot_of IS NULL AND ${IS_SHOWN} AND (lower(username) = lower($1)
         OR id = (SELECT user_id FROM former_names WHERE username = lower($1) AND until > now()))
       ORDER BY lower(username) = lower($1) DESC LIMIT 1`,
      [username],
    );
    return person;
  }

  /** Those of the people that are shown, in any order. */
  shownAmong(ids: readonly number[]): Promise<ShownPerson[]> {
    return this.database.prepared<ShownPerson>(
      'shown-people',
      `SELECT ${SHOWN} FROM users WHERE id = ANY($1::integer[]) AND bot_of IS NULL AND ${IS_SHOWN}`,
      [ids],
    );
  }

  /** As `shownAmong`, with bots. */
  usersAmong(ids: readonly number[]): Promise<FoundUser[]> {
    return this.database.prepared<FoundUser>(
      'users-among',
      `SELECT ${FOUND} FROM users WHERE id = ANY($1::integer[]) AND ${IS_SHOWN}`,
      [ids],
    );
  }
}
