import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DeclaredError, userEvents, type UserCaller } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { AppLogger, HOURLY_MS, recurring, Shutdown } from '@veza/platform';
import { Outbox } from '@veza/transport';
import { RolesService } from '../roles/roles.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { ErasureRepository } from './erasure.repository.js';
import { UserCardsService } from '../users/user-cards.service.js';

const LOOK_MS = HOURLY_MS / 60;
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
export class ErasureService implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly repository: ErasureRepository,
    private readonly outbox: Outbox,
    private readonly sessions: SessionsService,
    private readonly cards: UserCardsService,
    private readonly roles: RolesService,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('second erasure', LOOK_MS, () => this.repeat(SETTLED_MS), this);
  }

  async erase({ userId }: UserCaller): Promise<void> {
    const { bots, revoked } = await this.database.transaction(async (tx) => {
      await this.roles.requireErasable(tx, userId);
      if (!(await this.repository.strip(tx, userId))) throw new DeclaredError('UNAUTHENTICATED');
      // With the account they end all tokens of its bots.
      const ended = await this.sessions.revoke(tx, { userId }, 'erased');
      const bots = await this.repository.botsOf(tx, userId);
      for (const bot of bots) await this.eraseWith(tx, bot);
      await this.forget(tx, userId);
      return { bots, revoked: ended };
    });
    for (const id of [userId, ...bots]) this.cards.forget(id);
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
    this.cards.forget(id);
    this.sessions.announce(revoked);
  }

  private async eraseWith(tx: Transaction, bot: number): Promise<void> {
    if (await this.repository.strip(tx, bot)) await this.forget(tx, bot);
  }

  private async forget(tx: Transaction, id: number): Promise<void> {
    await this.repository.forget(tx, id);
    await this.outbox.append(tx, userEvents.deleted, { id });
  }

  /** Repeats, once, each erasure that is older than that. */
  async repeat(settledMs: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const id of await this.repository.takeErased(tx, settledMs)) await this.forget(tx, id);
    });
  }
}
