import { Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller } from '@veza/contracts';
import { Database } from '@veza/database';
import { AccessMailsService } from '../../access-mails/access-mails.service.js';
import type { User } from '../../users/user.js';
import { UsersRepository } from '../../users/users.repository.js';
import { UsersService } from '../../users/users.service.js';
import { SecondFactorsService } from '../second-factors/second-factors.service.js';
import type { LinkedAccount } from './linked-account.entity.js';
import { LinkedAccountsRepository, type ProviderAccount } from './linked-accounts.repository.js';
import { OidcProviders } from './oidc-providers.js';
import type { OidcResult } from './oidc-result.entity.js';

const MOST = 10;

/**
 * Which accounts of providers sign in to which account. A link is made in a fresh session, or by an address that both the
 * provider and the platform have verified. Afterwards issuer and subject count, and no address: a provider may give the
 * address of a person to another one. After a removal a session alone links an account of that provider again.
 */
@Injectable()
export class LinkedAccountsService {
  constructor(
    private readonly database: Database,
    private readonly repository: LinkedAccountsRepository,
    private readonly accounts: UsersRepository,
    private readonly users: UsersService,
    private readonly factors: SecondFactorsService,
    private readonly mails: AccessMailsService,
    private readonly providers: OidcProviders,
  ) {}

  list({ userId }: UserCaller): Promise<LinkedAccount[]> {
    return this.repository.list(userId);
  }

  async add(caller: UserCaller, proven: ProviderAccount): Promise<LinkedAccount> {
    const user = await this.users.me(caller);
    return this.database.transaction(async (tx) => {
      await this.factors.hold(tx, user.id);
      if ((await this.repository.count(tx, user.id)) >= MOST)
        throw new DeclaredError('INVALID_STATE', { message: `An account has at most ${MOST} linked accounts; remove one first` });
      const linked = await this.repository.insert(tx, user.id, proven);
      if (!linked) throw new DeclaredError('CONFLICT', { message: 'This account of the provider is linked already' });
      await this.repository.forgetRemoval(tx, user.id, linked.issuer);
      await this.mails.write(tx, user, 'provider-on');
      return linked;
    });
  }

  async remove(caller: UserCaller, id: string): Promise<void> {
    const user = await this.users.me(caller);
    await this.database.transaction(async (tx) => {
      await this.factors.hold(tx, user.id);
      if (!(await this.repository.remove(tx, user.id, id))) throw new DeclaredError('NOT_FOUND');
      await this.mails.write(tx, user, 'provider-off');
    });
  }

  /** The account of a sign-in; undefined without a link that exists or can be made. */
  async ownerOf(result: OidcResult): Promise<User | undefined> {
    const linked = (await this.repository.use(result)) ?? (await this.linkByAddress(result));
    return linked === undefined ? undefined : this.accounts.byId(linked);
  }

  private async linkByAddress(result: OidcResult): Promise<number | undefined> {
    const { email, provider } = result;
    if (email === null || !this.providers.find(provider).linksByAddress) return undefined;
    return this.database.transaction(async (tx) => {
      const user = await this.repository.lockByAddress(tx, email);
      if (!user || (await this.repository.count(tx, user.id)) >= MOST) return undefined;
      const isFirst = !(await this.repository.knows(tx, user.id, result.issuer));
      if (isFirst && (await this.repository.insert(tx, user.id, result))) await this.mails.write(tx, user, 'provider-on');
      // Beside a concurrent sign-in of the same person, the link is that of the other.
      return this.repository.use(result, tx);
    });
  }
}
