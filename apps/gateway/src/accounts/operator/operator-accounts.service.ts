import { DeclaredError, PLATFORM_USER_ID, type Role } from '@veza/contracts';
import type { Database, Transaction } from '@veza/database';
import type { AccessMailsService } from '../../identity/access-mails/access-mails.service.js';
import type { ApiTokensRepository } from '../../identity/api-tokens/api-tokens.repository.js';
import type { LinkedAccountsRepository } from '../../identity/auth/oidc/linked-accounts.repository.js';
import type { RolesRepository } from '../../identity/roles/roles.repository.js';
import type { SessionsRepository } from '../../identity/sessions/sessions.repository.js';
import type { SignInEventsRepository } from '../../identity/sign-ins/sign-in-events.repository.js';
import type { UsersRepository } from '../../identity/users/users.repository.js';
import type { UsersService } from '../../identity/users/users.service.js';
import type { User } from '../../identity/users/user.js';
import type { AddedAccessRepository } from '../recovery/added-access.repository.js';
import type { FactorRemovalsRepository } from '../recovery/factor-removals.repository.js';

interface Parts {
  database: Database;
  users: UsersRepository;
  cards: UsersService;
  roles: RolesRepository;
  sessions: SessionsRepository;
  tokens: ApiTokensRepository;
  links: LinkedAccountsRepository;
  removals: FactorRemovalsRepository;
  added: AddedAccessRepository;
  signIns: SignInEventsRepository;
  mails: AccessMailsService;
}

const MOST_LINKS = 500;

/**
 * Acts of the operator on accounts, when no administrator can do them. Each is one transaction with the same rows, lists and
 * mails as the call of the API. Gateways read the ends of sessions within two seconds.
 */
export class OperatorAccountsService {
  constructor(private readonly parts: Parts) {}

  /** Returns the role before. */
  async setRole(account: string, role: Role): Promise<{ user: User; before: Role }> {
    const { roles, sessions, cards } = this.parts;
    return this.act(account, async (tx, user) => {
      await roles.lock(tx);
      const holder = await roles.find(tx, user.id);
      if (!holder) throw new DeclaredError('USER_NOT_FOUND');
      if (holder.botOf !== null) throw new DeclaredError('INVALID_STATE', { message: 'A bot has no role' });
      if (holder.role === role) return { user, before: role };
      if (holder.role === 'admin' && !(await roles.otherAdminExists(tx, user.id)))
        throw new DeclaredError('INVALID_STATE', {
          message: 'This is the last administrator; give the role to another one first',
        });
      await roles.change(tx, holder, role, PLATFORM_USER_ID);
      await cards.publish(tx, user.id);
      await sessions.revoke(tx, { userId: user.id }, 'role changed');
      return { user, before: holder.role };
    });
  }

  async removeFactors(account: string): Promise<User> {
    const { removals, added, mails, sessions } = this.parts;
    return this.act(account, async (tx, { id }) => {
      const user = await removals.lock(tx, id);
      if (!user) throw new DeclaredError('USER_NOT_FOUND');
      if (!user.secondFactor) throw new DeclaredError('INVALID_STATE', { message: 'The account has no second factor' });
      await removals.end(tx, id);
      await added.removeFactors(tx, id);
      await mails.write(tx, user, 'factors-removed');
      await sessions.revoke(tx, { userId: id }, 'factors removed');
      return user;
    });
  }

  /** Returns how many sessions and API tokens have ended. */
  async endSessions(account: string): Promise<{ user: User; ended: number }> {
    return this.act(account, async (tx, user) => ({
      user,
      ended: (await this.parts.sessions.revoke(tx, { userId: user.id }, 'signed out by the operator')).length,
    }));
  }

  /** By the beginning of the token. Returns its owner. */
  async revokeToken(prefix: string): Promise<number> {
    const { database, tokens, sessions, signIns } = this.parts;
    return database.transaction(async (tx) => {
      const token = await tokens.ownerOf(tx, prefix);
      if (!token) throw new DeclaredError('NOT_FOUND', { message: 'No API token begins like this' });
      await sessions.revokeApiTokens(tx, token);
      await signIns.addChange(tx, token.owner, 'api-token-revoked');
      return token.owner;
    });
  }

  /** Removes the links of all accounts to a provider that signs in nobody any more. Returns their number. */
  async unlinkProvider(issuer: string): Promise<number> {
    let [sum, removed] = [0, 0];
    do {
      removed = await this.parts.database.transaction((tx) => this.unlinkSome(tx, issuer));
      sum += removed;
    } while (removed === MOST_LINKS);
    return sum;
  }

  private async unlinkSome(tx: Transaction, issuer: string): Promise<number> {
    const linked = await this.parts.links.ofProvider(tx, issuer, MOST_LINKS);
    for (const { linkId, ...user } of linked) {
      await this.parts.links.remove(tx, user.id, linkId);
      await this.parts.mails.write(tx, user, 'provider-off');
    }
    return linked.length;
  }

  /** In one transaction, on the account with this id, address or user name. */
  private act<Result>(account: string, work: (tx: Transaction, user: User) => Promise<Result>): Promise<Result> {
    const { database, users } = this.parts;
    return database.transaction(async (tx) => {
      const found = /^\d{1,10}$/.test(account)
        ? await users.byId(Number(account), tx)
        : account.includes('@')
          ? await users.byEmail(account, tx)
          : await users.byUsername(account, tx);
      if (!found || found.deletedAt) throw new DeclaredError('USER_NOT_FOUND');
      return work(tx, found);
    });
  }
}
