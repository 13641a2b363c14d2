import { Injectable } from '@nestjs/common';
import type { Role } from '@veza/contracts';
import { columnsOf, Database, oneRow, type Transaction } from '@veza/database';
import { Hourly } from '@veza/platform';
import { MoreThan } from 'typeorm';
import { ApiToken } from './api-token.entity.js';

export type NewToken = Pick<ApiToken, 'id' | 'userId' | 'name' | 'prefix' | 'digest' | 'scopes'>;

/** A token that works, with its owner and the rest of its life. */
export type FoundToken = Pick<ApiToken, 'id' | 'userId' | 'digest' | 'scopes'> & {
  role: Role;
  botOf: number | null;
  secondFactor: boolean;
  secondsLeft: number;
};

/** Only in steps of this length: the use of a token costs few writes. */
const LAST_USE_STEP = '5 minutes';
const PAGE = 500;

/** Raw SQL, because the clock of Postgres decides which tokens work. */
@Injectable()
export class ApiTokensRepository {
  constructor(private readonly database: Database) {}

  /** Whether the account is a bot of this owner. Until the transaction ends it is neither banned nor erased. */
  async lockBot(tx: Transaction, owner: number, bot: number): Promise<boolean> {
    const sql = 'SELECT 1 FROM users WHERE id = $1 AND bot_of = $2 AND deleted_at IS NULL FOR UPDATE';
    return (await tx.query(sql, [bot, owner])).length > 0;
  }

  async count(tx: Transaction, userId: number): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM api_tokens WHERE user_id = $1 AND expires_at > now()',
      [userId],
    );
    return row?.count ?? 0;
  }

  async insert(tx: Transaction, { id, userId, name, prefix, digest, scopes }: NewToken, days: number): Promise<ApiToken> {
    return oneRow(
      await tx.query<ApiToken>(
        `INSERT INTO api_tokens (id, user_id, name, prefix, digest, scopes, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7)) RETURNING ${columnsOf(ApiToken)}`,
        [id, userId, name, prefix, digest, scopes, days],
      ),
    );
  }

  /** Newest first. */
  list(userId: number): Promise<ApiToken[]> {
    return this.database.query<ApiToken>(
      `SELECT ${columnsOf(ApiToken)} FROM api_tokens WHERE user_id = $1 AND expires_at > now() ORDER BY created_at DESC, id`,
      [userId],
    );
  }

  /** Undefined also for a token whose account, or the owner of that bot, is erased or banned. */
  async find(prefix: string): Promise<FoundToken | undefined> {
    const [found] = await this.database.prepared<FoundToken>(
      'api-token',
      `SELECT t.id, t.user_id AS "userId", t.digest, t.scopes, u.role, u.bot_of AS "botOf", u.second_factor AS "secondFactor", extract(epoch FROM t.expires_at - now())::float8 AS "secondsLeft"
       FROM api_tokens t JOIN users u ON u.id = t.user_id
       WHERE t.prefix = $1 AND t.expires_at > now() AND u.deleted_at IS NULL AND (u.banned_until IS NULL OR u.banned_until <= now())
         AND NOT EXISTS (SELECT FROM users o WHERE o.id = u.bot_of AND (o.deleted_at IS NOT NULL OR o.banned_until > now()))`,
      [prefix],
    );
    return found;
  }

  /** Also a token that does not work now. `owner` is the person, also of the token of a bot. */
  async ownerOf(tx: Transaction, prefix: string): Promise<{ id: string; userId: number; owner: number } | undefined> {
    const [found] = await tx.query<{ id: string; userId: number; owner: number }>(
      `SELECT t.id, t.user_id AS "userId", coalesce(u.bot_of, u.id) AS owner FROM api_tokens t JOIN users u ON u.id = t.user_id
       WHERE t.prefix = $1`,
      [prefix],
    );
    return found;
  }

  async noteUse(id: string): Promise<void> {
    await this.database.prepared(
      'api-token-used',
      `UPDATE api_tokens SET last_used_at = now()
       WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '${LAST_USE_STEP}')`,
      [id],
    );
  }

  /** The next page in the order of ids, with the sealed digests. */
  sealedAfter(id?: string): Promise<Pick<ApiToken, 'id' | 'digest'>[]> {
    return this.database.entities((manager) =>
      manager.find(ApiToken, {
        select: { id: true, digest: true },
        where: id === undefined ? {} : { id: MoreThan(id) },
        order: { id: 'ASC' },
        take: PAGE,
      }),
    );
  }

  async replaceDigest(id: string, digest: Buffer): Promise<void> {
    await this.database.entities((manager) => manager.update(ApiToken, { id }, { digest }));
  }

  @Hourly('sweep of API tokens')
  async sweep(): Promise<void> {
    await this.database.query('DELETE FROM api_tokens WHERE expires_at < now()');
  }
}
