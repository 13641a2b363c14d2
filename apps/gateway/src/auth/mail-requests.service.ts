import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '@veza/database';
import { AppLogger, CONFIG, recurring, Shutdown } from '@veza/platform';
import type { GatewayConfig } from '../config.js';
import { UsersRepository } from '../users/users.repository.js';
import { AttemptsService, type AttemptLimit } from './attempts.service.js';
import type { MailRequestKind } from './mail-request.entity.js';
import { MailRequestsRepository } from './mail-requests.repository.js';
import { MailedSecretsService } from './mailed-secrets.service.js';

/** How often requests of killed gateways are looked for. */
const LOOK_MS = 1_000;

/**
 * A mail request does not show whether an account exists, not even by its time: it is stored with the same two
 * statements for every address, and the response follows. The account is looked up afterwards, in the transaction that
 * writes the mail and deletes the request, so each request is fulfilled once, whichever gateway is killed.
 */
@Injectable()
export class MailRequestsService implements OnApplicationBootstrap {
  private readonly limit: AttemptLimit;
  private running?: Promise<void>;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly database: Database,
    private readonly requests: MailRequestsRepository,
    private readonly accounts: UsersRepository,
    private readonly attempts: AttemptsService,
    private readonly secrets: MailedSecretsService,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {
    this.limit = { kind: 'mail', max: config.LIMIT_MAILS, windowSeconds: 3_600 };
  }

  onApplicationBootstrap(): void {
    recurring('mail requests', LOOK_MS, () => this.fulfil(), this);
    this.shutdown.register('drain', 'mail requests of now', () => this.running);
  }

  /** Above the limit of the address a request is dropped silently. */
  async add(kind: MailRequestKind, email: string): Promise<void> {
    if (!(await this.attempts.isAllowed(this.limit, email.toLowerCase()))) return;
    await this.requests.insert(kind, email);
    this.running ??= this.fulfil()
      .catch((cause: unknown) => this.logger.warn('Mail requests wait', { cause }))
      .finally(() => (this.running = undefined));
  }

  private async fulfil(): Promise<void> {
    while (await this.fulfilOne());
  }

  private fulfilOne(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const request = await this.requests.takeOldest(tx);
      if (!request) return false;
      const user = await this.accounts.byEmail(request.email, tx);
      if (user && request.kind === 'otp') await this.secrets.mailCode(tx, user);
      else if (user) await this.secrets.mailLink(tx, user, 'reset');
      return true;
    });
  }
}
