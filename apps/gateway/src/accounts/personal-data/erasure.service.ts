import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, userEvents, type UserCaller } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { AppLogger, Every, Hourly, Metrics, QueueMetrics } from '@veza/platform';
import { Outbox } from '@veza/transport';
import { RolesService } from '../../identity/roles/roles.service.js';
import { SessionsService } from '../../identity/sessions/sessions.service.js';
import { ErasureRepository } from './erasure.repository.js';
import { UserCardsService } from '../../identity/users/user-cards.service.js';

const REPEAT_MS = 60_000;
/** Longer than any entry point accepts a token without a check of its session. */
const SETTLED_MS = 120_000;

/**
 * Erases accounts. After the commit the account cannot sign in, and its sessions and sockets end. Other services get an
 * event, so a service that is unavailable does its part later. Content keeps its place without a name.
 *
 * A request that runs at that moment may still write. So the erasure is repeated after two minutes, the event included,
 * when no entry point accepts the account's tokens any more.
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly database: Database,
    private readonly repository: ErasureRepository,
    private readonly outbox: Outbox,
    @Inject(SessionsService) private readonly sessions: Pick<SessionsService, 'revoke' | 'announce'>,
    private readonly cards: UserCardsService,
    private readonly roles: RolesService,
    private readonly logger: AppLogger,
    metrics: Metrics,
  ) {
    new QueueMetrics(metrics, 'erasures', () => this.repository.depth(SETTLED_MS));
  }

  async erase({ userId }: UserCaller): Promise<void> {
    if (!(await this.eraseWhole(userId))) throw new DeclaredError('UNAUTHENTICATED');
  }

  /** Ends an account whose address is still this one and not verified. False for any other. */
  eraseUnverified(userId: number, email: string): Promise<boolean> {
    return this.eraseWhole(userId, email);
  }

  /** In the transaction of a change of their owner, which ends their API tokens, too. Returns their ids. */
  async eraseBotsOf(tx: Transaction, owner: number): Promise<number[]> {
    const bots = await this.repository.botsOf(tx, owner);
    for (const bot of bots) await this.eraseWith(tx, bot);
    return bots;
  }

  /** After the commit of such a change. */
  announce(revoked: Parameters<SessionsService['announce']>[0], erased: readonly number[]): void {
    for (const id of erased) this.cards.forget(id);
    this.sessions.announce(revoked);
  }

  /** Of the caller, who has been compared with its owner. */
  async eraseBot({ userId: owner }: UserCaller, id: number): Promise<void> {
    const revoked = await this.database.transaction(async (tx) => {
      if (!(await this.repository.botsOf(tx, owner)).includes(id)) throw new DeclaredError('USER_NOT_FOUND');
      const ended = await this.sessions.revoke(tx, { userId: id }, 'erased');
      await this.eraseWith(tx, id);
      return ended;
    });
    this.announce(revoked, [id]);
  }

  /** With `unverified` only an account with this address, which is not verified. */
  private async eraseWhole(userId: number, unverified?: string): Promise<boolean> {
    const ended = await this.database.transaction(async (tx) => {
      await this.roles.requireErasable(tx, userId);
      if (!(await this.repository.strip(tx, userId, unverified))) return undefined;
      // With the account they end all tokens of its bots.
      const revoked = await this.sessions.revoke(tx, { userId }, 'erased');
      const bots = await this.eraseBotsOf(tx, userId);
      await this.forget(tx, userId);
      return { bots, revoked };
    });
    if (ended) this.announce(ended.revoked, [userId, ...ended.bots]);
    return ended !== undefined;
  }

  private async eraseWith(tx: Transaction, bot: number): Promise<void> {
    if (await this.repository.strip(tx, bot)) await this.forget(tx, bot);
  }

  private async forget(tx: Transaction, id: number): Promise<void> {
    await this.repository.forget(tx, id);
    await this.outbox.append(tx, userEvents.deleted, { id });
  }

  /**
   * By the operator, after a restore of an older database or an interrupted erasure: an account that is there is erased, and
   * one that was erased before is erased again, the event included. Undefined for an id of no account.
   */
  async eraseAgain(userId: number): Promise<'erased' | 'again' | undefined> {
    if (await this.eraseWhole(userId)) return 'erased';
    return this.database.transaction(async (tx) => {
      if (!(await this.repository.isErased(tx, userId))) return undefined;
      await this.forget(tx, userId);
      return 'again';
    });
  }

  /** Repeats, once, each erasure that is older than that. */
  @Every(REPEAT_MS, 'second erasure')
  async repeat(settledMs = SETTLED_MS): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const id of await this.repository.takeErased(tx, settledMs)) await this.forget(tx, id);
    });
  }

  /** Ends accounts whose address was not verified in time: a stranger may have used it, and it becomes free. */
  @Hourly('end of unverified accounts')
  async endUnverified(): Promise<void> {
    let batch = await this.repository.unverified();
    while (batch.length > 0) {
      let ended = 0;
      for (const { id, email } of batch) if (await this.eraseWhole(id, email)) ended += 1;
      this.logger.log('Accounts without a verified address have ended', { accounts: ended });
      batch = ended > 0 ? await this.repository.unverified() : [];
    }
  }
}
