import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import type { User } from '../users/user.js';

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

/** Raw SQL: each comparison is the expression of an index for prefixes. */
export const SEARCH = `
SELECT id, username, first_name AS "firstName", last_name AS "lastName", avatar, bot_of AS "botOf" FROM users
WHERE deleted_at IS NULL AND (banned_until IS NULL OR banned_until <= now()) AND id <> $1
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

@Injectable()
export class PeopleRepository {
  constructor(private readonly database: Database) {}

  find(search: PeopleSearch): Promise<FoundUser[]> {
    return this.database.query<FoundUser>(SEARCH, searchValues(search));
  }
}
