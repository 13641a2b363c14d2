import { Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import { networkOf } from '@veza/platform';
import type { User } from '../users/user.js';
import { accountIn, AttemptsService, type AttemptLimit } from './attempts/attempts.service.js';
import { MailedSecretsService } from './mailed-secrets.service.js';

/** Life of a code. */
const WINDOW = { windowSeconds: 300 };
/** Tries from one network, since it last requested a code. */
const TRIES: AttemptLimit = { kind: 'code', max: 5, ...WINDOW };
/** Tries from all networks together, which limit those of a code that another network requested. */
const TRIES_ELSEWHERE: AttemptLimit = { kind: 'code-elsewhere', max: 5, ...WINDOW };

/**
 * Guesses of one-time codes. They are counted by account and network, so that a stranger ends no code of another network:
 * the network that requested a code has five tries of its own. A code may also be used elsewhere, for the first five tries
 * on the account. Every try writes the same rows, with and without an account, and before the code is compared, so neither
 * time nor concurrency helps a guesser.
 */
@Injectable()
export class CodesService {
  constructor(
    private readonly attempts: AttemptsService,
    private readonly secrets: MailedSecretsService,
  ) {}

  /** Mails a code and allows five new tries from the network that requested it. */
  async mail(tx: Transaction, user: User, network: string): Promise<void> {
    await this.attempts.forget(tx, TRIES, accountIn(network, user.email));
    await this.secrets.mailCode(tx, user, network);
  }

  /** Counts a try, and uses the code up when it is right. */
  async take(user: User | undefined, email: string, code: string, address: string): Promise<boolean> {
    const network = networkOf(address);
    const here = await this.attempts.isAllowed(TRIES, accountIn(network, email));
    const elsewhere = await this.attempts.isAllowed(TRIES_ELSEWHERE, email.toLowerCase());
    const found = await this.secrets.findCode(user?.id ?? 0, code, network);
    if (!user || !here || found === undefined || (found === 'elsewhere' && !elsewhere)) return false;
    return this.secrets.takeCode(user.id, code);
  }
}
