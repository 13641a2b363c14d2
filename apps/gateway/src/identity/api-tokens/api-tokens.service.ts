import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller } from '@veza/contracts';
import { Database } from '@veza/database';
import { AppLogger, CONFIG, digestOf, Hourly, keyring, KeyringSeal } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { AccessMailsService } from '../access-mails/access-mails.service.js';
import { RequiredFactorsService } from '../sessions/required-factors.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SignInEventsRepository } from '../sign-ins/sign-in-events.repository.js';
import { UsersService } from '../users/users.service.js';
import type { ApiToken } from './api-token.entity.js';
import { ApiTokensRepository, type FoundToken } from './api-tokens.repository.js';
import { newApiToken, prefixOf } from './token-format.js';

const MOST_TOKENS = 50;

export interface TokenTerms {
  name: string;
  scopes: string[];
  expires_in_days: number;
}

/**
 * Tokens with which programs act for their owner (decision 177). Only digests are stored, sealed: a copy of the table
 * opens nothing. What ends all sessions of an account ends its tokens.
 */
@Injectable()
export class ApiTokensService {
  private readonly seals: KeyringSeal;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly database: Database,
    private readonly repository: ApiTokensRepository,
    private readonly sessions: SessionsService,
    private readonly required: RequiredFactorsService,
    private readonly users: UsersService,
    private readonly mails: AccessMailsService,
    private readonly signIns: SignInEventsRepository,
    private readonly logger: AppLogger,
  ) {
    this.seals = new KeyringSeal(keyring(config, 'api-tokens'));
  }

  /** With `bot` a token of that bot of the caller. */
  async create(
    caller: UserCaller,
    { name, scopes, expires_in_days: days }: TokenTerms,
    bot?: number,
  ): Promise<{ token: string; row: ApiToken }> {
    const user = await this.users.me(caller);
    const token = newApiToken();
    const prefix = prefixOf(token);
    if (prefix === undefined) throw new Error('A new API token is not valid');
    const id = randomUUID();
    const digest = this.seals.seal(digestOf(token), placeOf(id));
    const row = await this.database.transaction(async (tx) => {
      await this.sessions.hold(tx, caller);
      if (bot !== undefined && !(await this.repository.lockBot(tx, user.id, bot))) throw new DeclaredError('USER_NOT_FOUND');
      if ((await this.repository.count(tx, bot ?? user.id)) >= MOST_TOKENS)
        throw new DeclaredError('INVALID_STATE', {
          message: `An account has at most ${MOST_TOKENS} API tokens; revoke one first`,
        });
      const made = await this.repository.insert(tx, { id, userId: bot ?? user.id, name, prefix, digest, scopes }, days);
      await this.mails.write(tx, user, 'api-token');
      return made;
    });
    this.logger.log('API token created', { account: user.id, apiToken: id });
    return { token, row };
  }

  list({ userId }: UserCaller): Promise<ApiToken[]> {
    return this.listOf(userId);
  }

  listOf(userId: number): Promise<ApiToken[]> {
    return this.repository.list(userId);
  }

  /** With `bot` a token of that bot of the caller. */
  async revoke({ userId }: UserCaller, id: string, bot?: number): Promise<void> {
    const revoked = await this.database.transaction(async (tx) => {
      const gone = await this.sessions.revokeApiTokens(tx, { userId: bot ?? userId, id });
      if (gone.length === 0) throw new DeclaredError('NOT_FOUND');
      await this.signIns.addChange(tx, userId, 'api-token-revoked');
      return gone;
    });
    this.sessions.announce(revoked);
    this.logger.log('API token revoked', { account: userId, apiToken: id });
  }

  /** The token as it is stored, if it works now; its use is noted. */
  async find(token: string): Promise<FoundToken | undefined> {
    const prefix = prefixOf(token);
    const found = prefix === undefined ? undefined : await this.repository.find(prefix);
    if (!found || !this.seals.open(found.digest, placeOf(found.id))?.equals(digestOf(token))) return undefined;
    // What ends the sessions of such an account ends the use of its tokens.
    if (await this.required.endSessionOf({ ...found, id: found.userId })) return undefined;
    this.repository.noteUse(found.id).catch((cause: unknown) => this.logger.debug('The use of a token is not noted', { cause }));
    return found;
  }

  /** Seals digests with the key of the present VEZA_SECRET, so that an earlier one can be removed (decision 181). */
  @Hourly('sealing of API tokens')
  async sealAgain(): Promise<void> {
    if (!this.seals.isReplacing) return;
    let page = await this.repository.sealedAfter();
    while (page.length > 0) {
      for (const { id, digest } of page) {
        const again = this.seals.again(digest, placeOf(id));
        if (again) await this.repository.replaceDigest(id, again);
      }
      page = await this.repository.sealedAfter(page.at(-1)?.id);
    }
  }
}

/** A sealed digest opens for its token only. */
const placeOf = (id: string) => `api token ${id}`;
