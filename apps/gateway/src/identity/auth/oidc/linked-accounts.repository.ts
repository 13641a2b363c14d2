import { Injectable } from '@nestjs/common';
import { columnsOf, Database, type SqlExecutor, type Transaction } from '@veza/database';
import { USER_COLUMNS, type User } from '../../users/user.js';
import { SignInTicket } from '../second-factors/sign-in-ticket.entity.js';
import { LinkedAccount } from './linked-account.entity.js';
import { UnlinkedProvider } from './unlinked-provider.entity.js';

export type ProviderAccount = Pick<LinkedAccount, 'issuer' | 'subject' | 'email'>;

/** SQL: conditions and uniqueness are those of one statement. */
@Injectable()
export class LinkedAccountsRepository {
  constructor(private readonly database: Database) {}

  /** Notes the use. Undefined without a link. */
  async use({ issuer, subject }: ProviderAccount, tx: SqlExecutor = this.database): Promise<number | undefined> {
    const [linked] = await tx.query<{ userId: number }>(
      'UPDATE linked_accounts SET last_used_at = now() WHERE issuer = $1 AND subject = $2 RETURNING user_id AS "userId"',
      [issuer, subject],
    );
    return linked?.userId;
  }

  /**
   * The account with this address, locked, if the address is verified here as well. Undefined for an account with a second
   * factor, which is linked in a session only, and for a banned one.
   */
  async lockByAddress(tx: Transaction, email: string): Promise<User | undefined> {
    const [user] = await tx.query<User>(
      `SELECT ${USER_COLUMNS} FROM users u WHERE lower(email) = lower($1) AND email_verified AND NOT second_factor
         AND deleted_at IS NULL AND (banned_until IS NULL OR banned_until <= now()) FOR NO KEY UPDATE`,
      [email],
    );
    return user;
  }

  /** Undefined when this account of the provider is linked already. */
  async insert(tx: SqlExecutor, userId: number, { issuer, subject, email }: ProviderAccount): Promise<LinkedAccount | undefined> {
    const [linked] = await tx.query<LinkedAccount>(
      `INSERT INTO linked_accounts (user_id, issuer, subject, email) VALUES ($1, $2, $3, $4)
       ON CONFLICT (issuer, subject) DO NOTHING RETURNING ${columnsOf(LinkedAccount)}`,
      [userId, issuer, subject, email],
    );
    return linked;
  }

  count(tx: Transaction, userId: number): Promise<number> {
    return tx.countBy(LinkedAccount, { userId });
  }

  /** Whether an account of this provider is linked, or was until its owner removed it. */
  async knows(tx: Transaction, userId: number, issuer: string): Promise<boolean> {
    return (await tx.existsBy(LinkedAccount, { userId, issuer })) || tx.existsBy(UnlinkedProvider, { userId, issuer });
  }

  /** Oldest first. */
  list(userId: number): Promise<LinkedAccount[]> {
    return this.database.entities((manager) =>
      manager.find(LinkedAccount, { where: { userId }, order: { createdAt: 'ASC', id: 'ASC' } }),
    );
  }

  /**
   * Removes a link, and remembers its provider: the address would make it again at the next sign-in. Sign-ins that wait for a
   * second factor end, too: one of them may have begun with this link.
   */
  async remove(tx: Transaction, userId: number, id: string): Promise<boolean> {
    const linked = await tx.findOneBy(LinkedAccount, { id, userId });
    if (!linked) return false;
    await tx.delete(LinkedAccount, { id });
    await tx.upsert(UnlinkedProvider, { userId, issuer: linked.issuer }, ['userId', 'issuer']);
    await tx.delete(SignInTicket, { userId });
    return true;
  }

  /** Links of all accounts to a provider, at most `most`, with the users whose they are. */
  ofProvider(tx: Transaction, issuer: string, most: number): Promise<(User & { linkId: string })[]> {
    return tx.query(
      `SELECT ${USER_COLUMNS}, l.id AS "linkId" FROM linked_accounts l JOIN users u ON u.id = l.user_id WHERE l.issuer = $1
       ORDER BY l.id LIMIT $2 FOR UPDATE OF u`,
      [issuer, most],
    );
  }

  async forgetRemoval(tx: Transaction, userId: number, issuer: string): Promise<void> {
    await tx.delete(UnlinkedProvider, { userId, issuer });
  }
}
