import { Injectable } from '@nestjs/common';
import type { Revocation, Role, SignInMethod, UserCaller } from '@veza/contracts';
import { arrayParameter, columnsOf, Database, oneRow, rowsById, type SqlExecutor, type Transaction } from '@veza/database';
import { Hourly, networkOf } from '@veza/platform';
import { CALLER_COLUMNS, USER_COLUMNS, type User } from '../users/user.js';
import type { FamilyState } from './refresh-rule.js';
import { Session } from './session.entity.js';

export type LiveFamily = FamilyState & {
  sessionId: string;
  expiresAt: Date;
  user: User;
  /** The last noted use is more than a day ago. */
  isQuiet: boolean;
};

/** A live session and its user, or an API token with its scopes and its owner. */
export type LiveSession = Pick<User, 'id' | 'username' | 'role' | 'botOf'> & {
  sessionId: string;
  beganAt: Date;
  expiresAt: Date;
  scopes: string[] | null;
};

/** One session, all of a user, or all of a user except one. */
export type SessionSelector = { userId: number; id?: string; except?: string };

/** What was proven, and the roles that require a second factor. */
interface Entry {
  method: SignInMethod;
  verifiedHash: string | undefined;
  secondFactor: boolean;
  requiredOf: readonly Role[];
}

/** How long ended sessions are kept. */
const EXPIRED_KEPT_DAYS = 2;
const REVOKED_KEPT_DAYS = 30;
/** Longer than any access token lives. */
const REVOCATIONS_KEPT_DAYS = 2;

const LIVE = 's.revoked_at IS NULL AND s.expires_at > now()';
/** Whether the session was continued within so many seconds, given as a parameter. */
const usedWithin = (parameter: string) => `s.last_used_at > now() - make_interval(secs => ${parameter})`;
const itsUser = (row: string) => `CROSS JOIN LATERAL (SELECT *, xmin FROM users WHERE id = ${row}.user_id LIMIT 1) u`;
/** The live ones among given sessions, with further columns. */
const liveAmong = (columns: string) => `SELECT s.id AS "sessionId", s.expires_at AS "expiresAt", ${columns}
  FROM ${rowsById('sessions', 's', 'uuid')} ${itsUser('s')} WHERE ${LIVE}`;

type FamilyRow = User & Omit<LiveFamily, 'user'>;

const familyOf = ({ sessionId, expiresAt, usedGeneration, recentUses, isQuiet, ...user }: FamilyRow): LiveFamily => ({
  sessionId,
  expiresAt,
  usedGeneration,
  recentUses,
  isQuiet,
  user,
});

/**
 * SQL throughout: one prepared statement per sign-in, check and refresh (decisions 0088 and 0089), on the clock of
 * Postgres.
 */
@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  /** Locks the account. Returns whether the session lives. */
  async lockLive(tx: Transaction, { userId, sessionId }: UserCaller): Promise<boolean> {
    await tx.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [userId]);
    const rows = await tx.query(
      'SELECT 1 FROM sessions WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL AND expires_at > now()',
      [sessionId, userId],
    );
    return rows.length > 0;
  }

  /** At a sign-up; the list of sign-ins has it, too. */
  async insert(
    tx: SqlExecutor,
    session: Pick<Session, 'userId' | 'device' | 'address'>,
    lifeMs: number,
  ): Promise<{ id: string; expiresAt: Date }> {
    return oneRow(
      await tx.query<{ id: string; expiresAt: Date }>(
        `WITH noted AS (
           INSERT INTO sign_in_events (user_id, kind, method, device, network) VALUES ($1, 'signed-in', 'sign-up', $2, $5)
         )
         INSERT INTO sessions (user_id, device, address, expires_at) VALUES ($1, $2, $3, now() + make_interval(secs => $4))
         RETURNING id, expires_at AS "expiresAt"`,
        [session.userId, session.device, session.address, lifeMs / 1000, networkOf(session.address)],
      ),
    );
  }

  /** From which the account's sessions that have not been ended were opened, at most 50. */
  async addressesOf(tx: SqlExecutor, userId: number): Promise<string[]> {
    const rows = await tx.query<Pick<Session, 'address'>>(
      'SELECT DISTINCT address FROM sessions WHERE user_id = $1 AND revoked_at IS NULL LIMIT 50',
      [userId],
    );
    return rows.map(({ address }) => address);
  }

  /**
   * Opens a session after authentication and lists it, in one statement, so that many sign-ins at once cost little. `isKnown`: an earlier
   * session of the account, which may have ended, names the same device. Undefined when
   * the account is erased or banned, when its password has changed since it was verified, or when it has a second factor that
   * is not proven.
   */
  async enter(
    { userId, device, address }: Pick<Session, 'userId' | 'device' | 'address'>,
    { method, verifiedHash, secondFactor, requiredOf }: Entry,
    lifeMs: number,
  ): Promise<{ user: User; id: string; isKnown: boolean } | undefined> {
    const [row] = await this.database.prepared<User & { sessionId: string; isKnown: boolean }>(
      'enter',
      `WITH person AS (
         UPDATE users AS u SET last_login_at = now() WHERE id = $1 AND deleted_at IS NULL AND ($2::text IS NULL OR password_hash = $2)
           AND bot_of IS NULL AND ($6 OR NOT (second_factor OR role = ANY($7::text[])))
           AND (banned_until IS NULL OR banned_until <= now()) RETURNING ${USER_COLUMNS}
       ), session AS (
         INSERT INTO sessions (user_id, device, address, expires_at) SELECT id, $3, $4, now() + make_interval(secs => $5) FROM person RETURNING id
       ), noted AS (
         INSERT INTO sign_in_events (user_id, kind, method, device, network) SELECT id, 'signed-in', $8, $3, $9 FROM person
       )
       SELECT person.*, session.id AS "sessionId",
         EXISTS (SELECT FROM sessions earlier WHERE earlier.user_id = person.id AND earlier.device = $3) AS "isKnown"
       FROM person, session`,
      [userId, verifiedHash ?? null, device, address, lifeMs / 1000, secondFactor, requiredOf, method, networkOf(address)],
    );
    if (!row) return undefined;
    const { sessionId, isKnown, ...user } = row;
    return { user, id: sessionId, isKnown };
  }

  /** Whether the live session was authenticated within this time. */
  async isFresh({ sessionId, userId }: UserCaller, withinMs: number): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 FROM sessions s WHERE id = $1 AND user_id = $2 AND ${LIVE}
         AND coalesce(authenticated_at, created_at) > now() - make_interval(secs => $3)`,
      [sessionId, userId, withinMs / 1000],
    );
    return rows.length > 0;
  }

  /**
   * Dates an authentication in a live session, under the same conditions as `enter`. The row of the account is locked, so
   * none of them changes before the commit. Undefined when one is not met.
   */
  async renew(
    { sessionId, userId }: UserCaller,
    { verifiedHash, secondFactor }: { verifiedHash?: string; secondFactor: boolean },
  ): Promise<Date | undefined> {
    const [renewed] = await this.database.query<{ at: Date }>(
      `WITH person AS (
         SELECT id FROM users WHERE id = $2 AND deleted_at IS NULL AND ($3::text IS NULL OR password_hash = $3)
           AND ($4 OR NOT second_factor) FOR SHARE
       )
       UPDATE sessions s SET authenticated_at = now() FROM person WHERE s.id = $1 AND s.user_id = person.id AND ${LIVE}
       RETURNING s.authenticated_at AS at`,
      [sessionId, userId, verifiedHash ?? null, secondFactor],
    );
    return renewed?.at;
  }

  /** The account ban in force; `until` null: permanent. */
  async banOf(userId: number): Promise<{ until: Date | null } | undefined> {
    const [ban] = await this.database.prepared<{ until: Date | null }>(
      'ban-of',
      'SELECT CASE WHEN isfinite(banned_until) THEN banned_until END AS until FROM users WHERE id = $1 AND banned_until > now()',
      [userId],
    );
    return ban;
  }

  /**
   * The live ones among these, of sessions and of API tokens. A token whose account lacks the factor that its role requires
   * is none of them. Every entry point calls it for every connection, so it reads the caller's columns only.
   */
  readLive(ids: readonly string[], requiredOf: readonly Role[]): Promise<LiveSession[]> {
    return this.database.prepared(
      'live-sessions-and-tokens',
      `${liveAmong(`${CALLER_COLUMNS}, s.created_at AS "beganAt", NULL::text[] AS scopes`)} UNION ALL
       SELECT t.id, t.expires_at, ${CALLER_COLUMNS}, t.created_at, t.scopes FROM ${rowsById('api_tokens', 't', 'uuid')} ${itsUser('t')}
       WHERE t.expires_at > now() AND (u.second_factor OR NOT u.role = ANY(${arrayParameter(2, 'text')}))`,
      [ids, requiredOf],
    );
  }

  /** The live ones among these that were used within this time, with how far their tokens were used, by their session. */
  async readFamilies(ids: readonly string[], idleMs: number): Promise<ReadonlyMap<string, LiveFamily>> {
    const rows = await this.database.prepared<FamilyRow>(
      'families-by-session',
      `${liveAmong(`s.used_generation AS "usedGeneration", s.recent_uses AS "recentUses",
        NOT ${usedWithin('86400')} AS "isQuiet", ${USER_COLUMNS}`)} AND ${usedWithin('$2')}`,
      [ids, idleMs / 1000],
    );
    return new Map(rows.map((row) => [row.sessionId, familyOf(row)]));
  }

  /**
   * Stores the new state of families whose tokens were used, each only if it is live and unchanged since it was read;
   * returns the sessions that were changed. Rows are locked in the order of their ids, so two such statements never
   * deadlock.
   */
  async noteUses(uses: readonly (FamilyState & { family: LiveFamily; address: string })[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.prepared<{ id: string }>(
      'note-uses',
      `WITH held AS (
         SELECT s.id, n.used, n.recent, n.address
         FROM jsonb_to_recordset($1::jsonb) AS n (id uuid, seen integer, used integer, recent jsonb, address text) JOIN sessions s ON s.id = n.id
         WHERE s.used_generation = n.seen AND ${LIVE} ORDER BY s.id FOR UPDATE OF s
       )
       UPDATE sessions s SET used_generation = held.used, recent_uses = held.recent, last_used_at = now(), address = held.address
       FROM held WHERE s.id = held.id RETURNING s.id`,
      [
        JSON.stringify(
          uses.map(({ family, usedGeneration, recentUses, address }) => ({
            id: family.sessionId,
            seen: family.usedGeneration,
            used: usedGeneration,
            recent: recentUses,
            address,
          })),
        ),
      ],
    );
    return new Set(rows.map(({ id }) => id));
  }

  listLive(userId: number, idleMs: number): Promise<Session[]> {
    return this.database.query<Session>(
      `SELECT ${columnsOf(Session, 's')} FROM sessions s WHERE user_id = $1 AND ${LIVE} AND ${usedWithin('$2')}
       ORDER BY last_used_at DESC, created_at DESC LIMIT 500`,
      [userId, idleMs / 1000],
    );
  }

  /**
   * Revokes and writes the revocations. The advisory lock makes their ids visible in their order, so a reader of `id >
   * last` never skips one that commits late. Sessions are locked in the order of their ids, as in `noteUses`. What ends all
   * sessions of an account ends its API tokens.
   */
  async revoke(tx: SqlExecutor, { userId, id, except }: SessionSelector, reason: string): Promise<Revocation[]> {
    await lockRevocations(tx);
    const sessions = await tx.query<Revocation>(
      `WITH gone AS (
         UPDATE sessions SET revoked_at = now(), revoked_for = $4
         WHERE id IN (
           SELECT id FROM sessions
           WHERE user_id = $1 AND revoked_at IS NULL AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id <> $3) ORDER BY id FOR UPDATE
         ) RETURNING id
       )
       INSERT INTO revocations (session_id, user_id) SELECT id, $1 FROM gone RETURNING id, session_id AS "sessionId", user_id AS "userId"`,
      [userId, id ?? null, except ?? null, reason],
    );
    return id === undefined && except === undefined ? [...sessions, ...(await this.revokeApiTokens(tx, { userId }))] : sessions;
  }

  /** One API token of an account, or all with those of its bots. */
  async revokeApiTokens(tx: SqlExecutor, { userId, id }: { userId: number; id?: string }): Promise<Revocation[]> {
    await lockRevocations(tx);
    return tx.query<Revocation>(
      `WITH gone AS (DELETE FROM api_tokens WHERE CASE WHEN $2::uuid IS NOT NULL THEN id = $2 AND user_id = $1
         ELSE user_id = $1 OR user_id IN (SELECT id FROM users WHERE bot_of = $1) END RETURNING id, user_id)
       INSERT INTO revocations (session_id, user_id) SELECT id, user_id FROM gone RETURNING id, session_id AS "sessionId", user_id AS "userId"`,
      [userId, id ?? null],
    );
  }

  /** A bot has no address; it is its owner's. */
  async isVerified(userId: number): Promise<boolean> {
    const sql = 'SELECT 1 FROM users WHERE id = $1 AND (email_verified OR bot_of IS NOT NULL)';
    return (await this.database.query(sql, [userId])).length > 0;
  }

  revocationsAfter(after: number, limit: number): Promise<Revocation[]> {
    return this.database.prepared<Revocation>(
      'revocations-after',
      'SELECT id, session_id AS "sessionId", user_id AS "userId" FROM revocations WHERE id > $1 ORDER BY id LIMIT $2',
      [after, limit],
    );
  }

  /** The newest id, and the revocations whose access tokens may still be valid. */
  async recentRevocations(tokenLifeMs: number): Promise<{ last: number; revocations: Revocation[] }> {
    const [row] = await this.database.query<{ last: number }>('SELECT coalesce(max(id), 0) AS last FROM revocations');
    const revocations = await this.database.query<Revocation>(
      `SELECT id, session_id AS "sessionId", user_id AS "userId" FROM revocations WHERE revoked_at > now() - make_interval(secs => $1) AND id <= $2`,
      [tokenLifeMs / 1000, row?.last ?? 0],
    );
    return { last: row?.last ?? 0, revocations };
  }

  async lastRevocation(): Promise<number> {
    const [row] = await this.database.query<{ last: number }>('SELECT coalesce(max(id), 0) AS last FROM revocations');
    return row?.last ?? 0;
  }

  @Hourly('sweep of sessions')
  async sweep(): Promise<void> {
    await this.database.query(
      'DELETE FROM sessions WHERE expires_at < now() - make_interval(days => $1) OR revoked_at < now() - make_interval(days => $2)',
      [EXPIRED_KEPT_DAYS, REVOKED_KEPT_DAYS],
    );
    await this.database.query(
      `DELETE FROM revocations WHERE revoked_at < now() - make_interval(days => $1) AND id < (SELECT max(id) FROM revocations)`,
      [REVOCATIONS_KEPT_DAYS],
    );
  }
}

const lockRevocations = (tx: SqlExecutor) => tx.query(`SELECT pg_advisory_xact_lock(hashtext('identity.revocations'))`);
