import { Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller } from '@veza/contracts';
import { Database } from '@veza/database';
import type { ApiToken } from '../../identity/api-tokens/api-token.entity.js';
import { ApiTokensService, type TokenTerms } from '../../identity/api-tokens/api-tokens.service.js';
import { ErasureService } from '../personal-data/erasure.service.js';
import { SessionsService } from '../../identity/sessions/sessions.service.js';
import type { User } from '../../identity/users/user.js';
import type { NewBot } from '../../identity/users/users.repository.js';
import { UsersService } from '../../identity/users/users.service.js';
import { BotsRepository } from './bots.repository.js';

const MOST = 10;

/**
 * Accounts of programs (decision 183). A bot has no address, password, factor or role, so it acts by the API tokens that
 * its owner makes, and by nothing else. It ends with its owner.
 */
@Injectable()
export class BotsService {
  constructor(
    private readonly database: Database,
    private readonly repository: BotsRepository,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly tokens: ApiTokensService,
    private readonly erasure: ErasureService,
  ) {}

  list({ userId }: UserCaller): Promise<User[]> {
    return this.repository.list(userId);
  }

  create(caller: UserCaller, bot: Omit<NewBot, 'botOf'>): Promise<User> {
    return this.database.transaction(async (tx) => {
      await this.sessions.hold(tx, caller);
      if ((await this.repository.count(tx, caller.userId)) >= MOST)
        throw new DeclaredError('INVALID_STATE', { message: `A person has at most ${MOST} bots; delete one first` });
      return this.users.createBot(tx, { ...bot, botOf: caller.userId });
    });
  }

  async remove(caller: UserCaller, id: number): Promise<void> {
    await this.requireOwn(caller, id);
    await this.erasure.eraseBot(caller, id);
  }

  async createToken(caller: UserCaller, id: number, terms: TokenTerms): Promise<{ token: string; row: ApiToken }> {
    await this.requireOwn(caller, id);
    return this.tokens.create(caller, terms, id);
  }

  async tokensOf(caller: UserCaller, id: number): Promise<ApiToken[]> {
    await this.requireOwn(caller, id);
    return this.tokens.listOf(id);
  }

  async revokeToken(caller: UserCaller, id: number, token: string): Promise<void> {
    await this.requireOwn(caller, id);
    await this.tokens.revoke(caller, token, id);
  }

  private async requireOwn({ userId }: UserCaller, id: number): Promise<void> {
    const bot = await this.users.profile(id);
    if (bot.botOf !== userId || bot.deletedAt) throw new DeclaredError('USER_NOT_FOUND');
  }
}
