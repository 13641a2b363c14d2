import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DeclaredError, type SignInMethod } from '@veza/contracts';
import { digestOf } from '@veza/platform';
import { RequiredFactorsService } from '../../sessions/required-factors.service.js';
import { SignInLog } from '../../sessions/sign-in-log.js';
import { SessionsService, type SignInClient, type SignedIn } from '../../sessions/sessions.service.js';
import type { User } from '../../users/user.js';
import { UsersRepository } from '../../users/users.repository.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import type { SignInTicket } from './sign-in-ticket.entity.js';
import { SecondFactorsService } from './second-factors.service.js';

const LIFE_SECONDS = 300;

interface FirstFactor {
  method: SignInMethod;
  /** The password hash that was verified; absent after a code by mail. */
  verifiedHash?: string;
  remember?: boolean | undefined;
}

/**
 * The end of every sign-in. An account with a second factor gets SECOND_FACTOR_REQUIRED with a ticket in place of a
 * session; ticket and code together open it. `SessionsService.enter` opens no session of such an account without the factor.
 */
@Injectable()
export class TwoStepSignInService {
  constructor(
    private readonly accounts: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly repository: SecondFactorsRepository,
    private readonly factors: SecondFactorsService,
    private readonly required: RequiredFactorsService,
    private readonly log: SignInLog,
  ) {}

  /** After the first factor. */
  async enter(user: User, client: SignInClient, { method, verifiedHash, remember = false }: FirstFactor): Promise<SignedIn> {
    const setsUp = await this.required.areMissing(user);
    if (!user.secondFactor && !setsUp) return this.sessions.enter(user.id, client, { method, verifiedHash, remember });
    const ticket = randomBytes(32).toString('base64url');
    const kept = { digest: digestOf(ticket), userId: user.id, verifiedHash: verifiedHash ?? null, remember, setsUp };
    await this.repository.addTicket(kept, LIFE_SECONDS);
    throw new DeclaredError(setsUp ? 'SECOND_FACTOR_SETUP_REQUIRED' : 'SECOND_FACTOR_REQUIRED', {
      details: [{ field: 'ticket', message: ticket }],
    });
  }

  /** The account of a ticket. INVALID_TOKEN for a ticket that is unknown, used, expired or of the other kind. */
  async open(ticket: string, { setsUp } = { setsUp: false }): Promise<{ found: SignInTicket; user: User }> {
    const found = await this.repository.findTicket(digestOf(ticket));
    const user = found && (await this.accounts.byId(found.userId));
    if (!found || !user || user.deletedAt || found.setsUp !== setsUp || user.secondFactor === setsUp)
      throw new DeclaredError('INVALID_TOKEN');
    return { found, user };
  }

  finishWithCode({ ticket, code }: { ticket: string; code: string }, client: SignInClient): Promise<SignedIn> {
    return this.finish(ticket, client, 'second-factor', (user) => this.factors.take(user, code));
  }

  /** `prove` throws unless the factor is proven. A wrong proof leaves the ticket usable. */
  async finish(
    ticket: string,
    client: SignInClient,
    method: SignInMethod,
    prove: (user: User) => Promise<void>,
  ): Promise<SignedIn> {
    const { found, user } = await this.open(ticket);
    return this.log.during(method, user.id, client, async () => {
      await prove(user);
      return this.enterBy(found, client, method);
    });
  }

  /** After a factor was set up with the ticket, which is used up. */
  async enterWith(ticket: string, client: SignInClient): Promise<SignedIn> {
    const found = await this.repository.findTicket(digestOf(ticket));
    if (!found) throw new DeclaredError('INVALID_TOKEN');
    return this.enterBy(found, client, 'set-up');
  }

  private async enterBy(found: SignInTicket, client: SignInClient, method: SignInMethod): Promise<SignedIn> {
    const { digest, userId, verifiedHash, remember } = found;
    if (!(await this.repository.takeTicket(digest))) throw new DeclaredError('INVALID_TOKEN');
    return this.sessions.enter(userId, client, { method, verifiedHash: verifiedHash ?? undefined, remember, secondFactor: true });
  }
}
