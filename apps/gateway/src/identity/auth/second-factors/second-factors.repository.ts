import { Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { columnsOf, Database, type SqlExecutor, type Transaction } from '@veza/database';
import { IsNull, MoreThan } from 'typeorm';
import { UserRow } from '../../users/user.entity.js';
import { RecoveryCode } from './recovery-code.entity.js';
import { SignInTicket } from './sign-in-ticket.entity.js';
import { TotpFactor } from './totp-factor.entity.js';

const PAGE = 500;

export type NewTicket = Pick<SignInTicket, 'digest' | 'userId' | 'verifiedHash' | 'remember' | 'setsUp'>;

/**
 * Raw SQL where a code or a ticket is found and used up in one statement: of two requests with the same one, on any
 * replicas, one succeeds.
 */
@Injectable()
export class SecondFactorsRepository {
  constructor(private readonly database: Database) {}

  async find(userId: number): Promise<TotpFactor | undefined> {
    return (await this.database.entities((manager) => manager.findOneBy(TotpFactor, { userId }))) ?? undefined;
  }

  /** The next page in the order of accounts. */
  factorsAfter(userId: number): Promise<TotpFactor[]> {
    return this.database.entities((manager) =>
      manager.find(TotpFactor, { where: { userId: MoreThan(userId) }, order: { userId: 'ASC' }, take: PAGE }),
    );
  }

  /** Nothing happens when the secret is another one by now. */
  async replaceSecret(userId: number, secret: Buffer, sealed: Buffer): Promise<void> {
    await this.database.query('UPDATE totp_factors SET secret = $3 WHERE user_id = $1 AND secret = $2', [userId, secret, sealed]);
  }

  countCodes(userId: number): Promise<number> {
    return this.database.entities((manager) => manager.countBy(RecoveryCode, { userId }));
  }

  /** Replaces an unconfirmed one. False when the account has a confirmed one. */
  async enrol(userId: number, secret: Buffer): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO totp_factors AS f (user_id, secret) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = now() WHERE f.confirmed_at IS NULL RETURNING 1`,
      [userId, secret],
    );
    return rows.length > 0;
  }

  /** False when another request has confirmed it, or has replaced the secret. */
  async confirm(tx: Transaction, { userId, secret }: Pick<TotpFactor, 'userId' | 'secret'>, step: number): Promise<boolean> {
    // The account first, as at every sign-in: one that runs at the same time has its session before, and it is revoked.
    await tx.update(UserRow, { id: userId }, { secondFactor: true });
    const rows = await tx.query(
      `UPDATE totp_factors SET confirmed_at = now(), last_step = $3
       WHERE user_id = $1 AND secret = $2 AND confirmed_at IS NULL RETURNING 1`,
      [userId, secret, step],
    );
    return rows.length > 0;
  }

  /** False for a step that is used already. */
  async takeStep(userId: number, step: number): Promise<boolean> {
    const rows = await this.database.query(
      'UPDATE totp_factors SET last_step = $2 WHERE user_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2 RETURNING 1',
      [userId, step],
    );
    return rows.length > 0;
  }

  /** Until the transaction ends, no other one changes the factors of the account, and no session of it is opened. */
  async hold(tx: Transaction, userId: number): Promise<{ hasFactor: boolean }> {
    const user = await tx.findOne(UserRow, {
      select: { id: true, secondFactor: true },
      where: { id: userId, deletedAt: IsNull() },
      lock: { mode: 'pessimistic_write' },
    });
    if (!user) throw new DeclaredError('UNAUTHENTICATED');
    return { hasFactor: user.secondFactor };
  }

  async mark(tx: Transaction, userId: number): Promise<void> {
    await tx.update(UserRow, { id: userId }, { secondFactor: true });
  }

  async removeTotp(tx: Transaction, userId: number): Promise<boolean> {
    return (await tx.query('DELETE FROM totp_factors WHERE user_id = $1 RETURNING confirmed_at', [userId])).length > 0;
  }

  /** After a removal. With the last factor the recovery codes go, and the sign-ins that wait for it. */
  async settle(tx: Transaction, userId: number): Promise<void> {
    const secondFactor = await this.hasFactor(tx, userId);
    await tx.update(UserRow, { id: userId }, { secondFactor });
    if (!secondFactor) for (const entity of [RecoveryCode, SignInTicket]) await tx.delete(entity, { userId });
  }

  async hasFactor(tx: SqlExecutor, userId: number): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM totp_factors WHERE user_id = $1 AND confirmed_at IS NOT NULL UNION ALL SELECT 1 FROM passkeys WHERE user_id = $1`,
      [userId],
    );
    return rows.length > 0;
  }

  /** A new set retires the old one. */
  async replaceCodes(tx: Transaction, userId: number, digests: readonly Buffer[]): Promise<void> {
    await tx.delete(RecoveryCode, { userId });
    await tx.insert(
      RecoveryCode,
      digests.map((digest) => ({ userId, digest })),
    );
  }

  async takeCode(tx: SqlExecutor, userId: number, digests: readonly Buffer[]): Promise<boolean> {
    const rows = await tx.query('DELETE FROM recovery_codes WHERE user_id = $1 AND digest = ANY($2) RETURNING 1', [
      userId,
      digests,
    ]);
    return rows.length > 0;
  }

  async addTicket({ digest, userId, verifiedHash, remember, setsUp }: NewTicket, lifeSeconds: number): Promise<void> {
    await this.database.query(
      `WITH swept AS (DELETE FROM sign_in_tickets WHERE expires_at < now())
       INSERT INTO sign_in_tickets (digest, user_id, verified_hash, remember, sets_up, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
      [digest, userId, verifiedHash, remember, setsUp, lifeSeconds],
    );
  }

  async findTicket(digest: Buffer): Promise<SignInTicket | undefined> {
    const [ticket] = await this.database.query<SignInTicket>(
      `SELECT ${columnsOf(SignInTicket, 't')} FROM sign_in_tickets t WHERE digest = $1 AND expires_at > now()`,
      [digest],
    );
    return ticket;
  }

  async takeTicket(digest: Buffer): Promise<boolean> {
    return (await this.database.query('DELETE FROM sign_in_tickets WHERE digest = $1 RETURNING 1', [digest])).length > 0;
  }
}
