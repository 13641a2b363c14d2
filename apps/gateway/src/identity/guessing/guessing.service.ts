import { Injectable } from '@nestjs/common';
import type { UserCaller } from '@veza/contracts';
import { Database } from '@veza/database';
import { Every, Metrics } from '@veza/platform';
import { AccessMailsService } from '../access-mails/access-mails.service.js';
import { type GuessedAccount, GuessingRepository } from './guessing.repository.js';

const WATCH_MS = 300_000;

/** Accounts whose password or code is being guessed: for administrators, as a metric, and in a mail to the account once a day. */
@Injectable()
export class GuessingService {
  private readonly count: (accounts: number) => void;

  constructor(
    private readonly database: Database,
    private readonly repository: GuessingRepository,
    private readonly mails: AccessMailsService,
    metrics: Metrics,
  ) {
    const gauge = metrics.gauge(
      'veza_guessed_accounts',
      'Accounts with at least ten refused sign-ins in the last hour, at most 100',
    );
    this.count = (accounts) => gauge.set(accounts);
  }

  list(_caller: UserCaller, hours: number): Promise<GuessedAccount[]> {
    return this.repository.list(hours);
  }

  @Every(WATCH_MS, 'watch of guessing')
  async watch(): Promise<void> {
    const guessed = await this.repository.list(1);
    this.count(guessed.length);
    for (const { id } of guessed) await this.warn(id);
  }

  /** The list of the account has the mail too, which keeps the other gateways from sending it again. */
  private async warn(id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const user = await this.repository.lockUnwarned(tx, id);
      if (user) await this.mails.write(tx, user, 'guessing');
    });
  }
}
