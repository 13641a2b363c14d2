import { Injectable } from '@nestjs/common';
import { DeclaredError, type ErrorCode } from '@veza/contracts';
import { Database, isUniqueViolation, type SqlExecutor } from '@veza/database';
import { skeletonOf } from '@veza/platform';
import { FormerNamesRepository } from './former-names.repository.js';
import { USER_COLUMNS, type User } from './user.js';

export interface NewUser {
  username: string;
  email: string;
  passwordHash: string;
  firstName?: string;
  lastName?: string;
  role?: string;
  emailVerified?: boolean;
}

/** It has neither an address nor a password. */
export interface NewBot {
  username: string;
  firstName?: string;
  /** Its owner. */
  botOf: number;
}

export type UserChanges = Partial<
  Pick<
    User,
    | 'username'
    | 'email'
    | 'emailVerified'
    | 'passwordHash'
    | 'firstName'
    | 'lastName'
    | 'avatar'
    | 'pictureId'
    | 'bannerId'
    | 'links'
    | 'bio'
    | 'preferences'
  >
>;

const COLUMN: Record<keyof UserChanges, string> = {
  username: 'username',
  email: 'email',
  emailVerified: 'email_verified',
  passwordHash: 'password_hash',
  firstName: 'first_name',
  lastName: 'last_name',
  avatar: 'avatar',
  pictureId: 'picture_id',
  bannerId: 'banner_id',
  links: 'links',
  bio: 'bio',
  preferences: 'preferences',
};

const isColumn = (name: string): name is keyof UserChanges => name in COLUMN;

/** SQL throughout: lookups ignore case by their indexes, hot reads are prepared, and an update compares `xmin`. */
@Injectable()
export class UsersRepository {
  constructor(
    private readonly database: Database,
    private readonly formerNames: FormerNamesRepository,
  ) {}

  /** With the row locked. Once the account is erased: UNAUTHENTICATED, for its own person, or the given code. */
  async lock(tx: SqlExecutor, id: number, erased: ErrorCode = 'UNAUTHENTICATED'): Promise<User> {
    const sql = `SELECT ${USER_COLUMNS} FROM users u WHERE id = $1 AND deleted_at IS NULL FOR UPDATE`;
    return one(tx.query<User>(sql, [id]), erased);
  }

  async byId(id: number, tx?: SqlExecutor): Promise<User | undefined> {
    const sql = `SELECT ${USER_COLUMNS} FROM users u WHERE id = $1`;
    const [user] = tx ? await tx.query<User>(sql, [id]) : await this.database.prepared<User>('user-by-id', sql, [id]);
    return user;
  }

  byIds(ids: readonly number[]): Promise<User[]> {
    return this.database.prepared<User>('users-by-ids', `SELECT ${USER_COLUMNS} FROM users u WHERE id = ANY($1::integer[])`, [
      ids,
    ]);
  }

  async byEmail(email: string, tx?: SqlExecutor): Promise<User | undefined> {
    const sql = `SELECT ${USER_COLUMNS} FROM users u WHERE lower(email) = lower($1)`;
    const [user] = tx ? await tx.query<User>(sql, [email]) : await this.database.prepared<User>('user-by-email', sql, [email]);
    return user;
  }

  async byUsername(username: string, tx: SqlExecutor = this.database): Promise<User | undefined> {
    const [user] = await tx.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE lower(username) = lower($1)`, [username]);
    return user;
  }

  /** SQL: the clock of Postgres decides. */
  async isEstablished(id: number): Promise<boolean> {
    const sql =
      "SELECT 1 FROM users WHERE id = $1 AND email_verified AND deleted_at IS NULL AND created_at < now() - interval '1 day'";
    return (await this.database.query(sql, [id])).length > 0;
  }

  /** Of all owners, at most 1,000. */
  bots(): Promise<User[]> {
    return this.database.query<User>(
      `SELECT ${USER_COLUMNS} FROM users u WHERE bot_of IS NOT NULL AND deleted_at IS NULL ORDER BY id LIMIT 1000`,
    );
  }

  /** Whether another user has the name, or one that looks like it. */
  async isTaken(username: string, tx: SqlExecutor): Promise<boolean> {
    const sql = 'SELECT 1 FROM users WHERE lower(username) = lower($1) OR username_skeleton = $2 LIMIT 1';
    return (await tx.query(sql, [username, skeletonOf(username)])).length > 0 || this.formerNames.isHeld(tx, username);
  }

  async hadFirstAdmin(): Promise<boolean> {
    return (await this.database.query('SELECT 1 FROM first_admin')).length > 0;
  }

  /** True for one transaction in the life of the database; others wait for its end. */
  async claimFirstAdmin(tx: SqlExecutor): Promise<boolean> {
    return (await tx.query('INSERT INTO first_admin DEFAULT VALUES ON CONFLICT DO NOTHING RETURNING 1')).length > 0;
  }

  async insert(
    tx: SqlExecutor,
    { username, email, passwordHash, firstName = '', lastName = '', role = 'user', emailVerified = false }: NewUser,
  ): Promise<User> {
    const user = await one(
      tx.query<User>(
        `INSERT INTO users AS u (username, email, password_hash, first_name, last_name, role, email_verified, username_skeleton)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${USER_COLUMNS}`,
        [username, email, passwordHash, firstName, lastName, role, emailVerified, skeletonOf(username)],
      ),
    );
    await this.requireFree(tx, user);
    return user;
  }

  async insertBot(tx: SqlExecutor, { username, firstName = '', botOf }: NewBot): Promise<User> {
    const user = await one(
      tx.query<User>(
        `INSERT INTO users AS u (username, first_name, bot_of, username_skeleton) VALUES ($1, $2, $3, $4) RETURNING ${USER_COLUMNS}`,
        [username, firstName, botOf, skeletonOf(username)],
      ),
    );
    await this.requireFree(tx, user);
    return user;
  }

  /** With `ifVersion` another version is PRECONDITION_FAILED. The earlier name leads to the account for a time. */
  async update(tx: SqlExecutor, id: number, changes: UserChanges, ifVersion?: string): Promise<User> {
    const fields = Object.entries(changes).flatMap(([name, value]) =>
      value !== undefined && isColumn(name) ? [{ column: COLUMN[name], value }] : [],
    );
    // The driver makes an array of Postgres of an array, and not JSON.
    const values: unknown[] = [
      id,
      ifVersion,
      ...fields.map(({ value }) => (Array.isArray(value) ? JSON.stringify(value) : value)),
    ];
    const assignments = fields.map(({ column }, i) => `${column} = $${i + 3}`);
    if (changes.username !== undefined) {
      // An earlier look-alike has no skeleton, and keeps its name when the same one is sent again.
      values.push(skeletonOf(changes.username), changes.username);
      const [skeleton, username] = [`$${values.length - 1}`, `$${values.length}`];
      assignments.push(`username_skeleton = CASE WHEN username = ${username} THEN username_skeleton ELSE ${skeleton} END`);
    }
    const earlier = changes.username === undefined ? undefined : (await this.lock(tx, id)).username;
    const user = await one(
      tx.query<User>(
        `UPDATE users AS u SET ${assignments.join(', ') || 'created_at = created_at'} WHERE id = $1 AND deleted_at IS NULL
           AND ($2::text IS NULL OR u.xmin::text = $2) RETURNING ${USER_COLUMNS}`,
        values,
      ),
      ifVersion === undefined ? 'USER_NOT_FOUND' : 'PRECONDITION_FAILED',
    );
    if (earlier !== undefined && earlier.toLowerCase() !== user.username.toLowerCase()) {
      await this.requireFree(tx, user);
      await this.formerNames.keep(tx, user.id, earlier);
    }
    return user;
  }

  /** After the write: it has waited for a rename that gives up the same name at this moment. */
  private async requireFree(tx: SqlExecutor, { id, username }: User): Promise<void> {
    if (await this.formerNames.isHeld(tx, username, id)) throw usernameTaken();
  }
}

async function one(query: Promise<User[]>, otherwise: ErrorCode = 'USER_NOT_FOUND'): Promise<User> {
  try {
    const [user] = await query;
    if (!user) throw new DeclaredError(otherwise);
    return user;
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_key'))
      throw new DeclaredError('EMAIL_TAKEN', { cause: error, details: [{ field: 'email', message: 'is already in use' }] });
    if (isUniqueViolation(error, 'users_username_key') || isUniqueViolation(error, 'users_username_skeleton_key'))
      throw usernameTaken(error);
    throw error;
  }
}

const usernameTaken = (cause?: unknown) =>
  new DeclaredError('USERNAME_TAKEN', { cause, details: [{ field: 'username', message: 'is already in use' }] });
