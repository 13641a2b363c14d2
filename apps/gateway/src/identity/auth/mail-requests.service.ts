import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, type Transaction } from '@veza/database';
import { AppLogger, CONFIG, LOOK_MS, mailboxOf, networkOf, recurring, Shutdown } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import type { SignInClient } from '../sessions/sessions.service.js';
import type { User } from '../users/user.js';
import { UsersRepository } from '../users/users.repository.js';
import { accountIn, AttemptsService, type AttemptLimit } from './attempts/attempts.service.js';
import { MAILBOX_LIMITS } from './attempts/mailbox-limits.js';
import type { MailRequestKind } from './mail-request.entity.js';
import { MailRequestsRepository } from './mail-requests.repository.js';
import { CodesService } from './codes.service.js';
import { MailedSecretsService } from './mailed-secrets.service.js';

/**
 * A mail request does not show whether an account exists, not even by its time: it is stored with the same two
 * statements for every address, and the response follows. The account is looked up afterwards, in the transaction that
 * writes the mail and deletes the request, so each request is fulfilled once, whichever gateway is killed.
 */
@Injectable()
export class MailRequestsService implements OnApplicationBootstrap {
  private readonly limit: AttemptLimit;
  private readonly callerLimit: AttemptLimit;
  private job?: ReturnType<typeof recurring>;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly database: Database,
    private readonly requests: MailRequestsRepository,
    private readonly accounts: UsersRepository,
    private readonly attempts: AttemptsService,
    private readonly secrets: MailedSecretsService,
    private readonly codes: CodesService,
    private readonly sessions: SessionsRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {
    this.limit = { kind: 'mail', max: config.LIMIT_MAILS, windowSeconds: 3_600 };
    this.callerLimit = { kind: 'mail-request', max: config.LIMIT_MAIL_REQUESTS, windowSeconds: 3_600 };
  }

  onApplicationBootstrap(): void {
    this.job = recurring('mail requests', LOOK_MS, () => this.fulfil(), this);
  }

  /**
   * RATE_LIMITED for a client with too many requests. Above the limit of a recipient and a network a request is dropped
   * silently; the recipient still gets mails that other networks request.
   */
  async add(kind: MailRequestKind, email: string, { address }: SignInClient): Promise<void> {
    await this.attempts.takeFrom(this.callerLimit, address);
    const network = networkOf(address);
    if (!(await this.attempts.isAllowed(this.limit, accountIn(network, email)))) return;
    await this.requests.insert({ kind, email, network });
    this.job?.kick();
  }

  private async fulfil(): Promise<void> {
    while (await this.fulfilOne());
  }

  private fulfilOne(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const request = await this.requests.takeOldest(tx);
      if (!request) return false;
      const user = await this.accounts.byEmail(request.email, tx);
      if (!user || !(await this.mayMail(tx, user, request.network))) return true;
      if (request.kind === 'otp') await this.codes.mail(tx, user, request.network);
      else await this.secrets.mailLink(tx, user, 'reset');
      return true;
    });
  }

  /**
   * Each code may be guessed a few times, and each mail is one too many, so what many networks request together is
   * limited. Networks of the account's own sessions are not, so that strangers cannot use up the limit of the owner.
   */
  private async mayMail(tx: Transaction, user: User, network: string): Promise<boolean> {
    const known = (await this.sessions.addressesOf(tx, user.id)).some((address) => networkOf(address) === network);
    return known || this.attempts.isAllowed(MAILBOX_LIMITS.requested, mailboxOf(user.email));
  }
}
