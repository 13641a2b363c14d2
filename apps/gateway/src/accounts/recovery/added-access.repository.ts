import { Injectable } from '@nestjs/common';
import { userEvents } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { Outbox } from '@veza/transport';
import { LinkedAccount } from '../../identity/auth/oidc/linked-account.entity.js';
import { PasskeyChallenge } from '../../identity/auth/passkeys/passkey-challenge.entity.js';
import { Passkey } from '../../identity/auth/passkeys/passkey.entity.js';
import { RecoveryCode } from '../../identity/auth/second-factors/recovery-code.entity.js';
import { SignInTicket } from '../../identity/auth/second-factors/sign-in-ticket.entity.js';
import { TotpFactor } from '../../identity/auth/second-factors/totp-factor.entity.js';
import { PushSubscription } from '../../notifications/push/push-subscription.entity.js';
import { UserRow } from '../../identity/users/user.entity.js';
import { Webhook } from '../../notifications/webhooks/webhook.entity.js';

/** What gives access to an account beside its password, its sessions and its API tokens. */
@Injectable()
export class AddedAccessRepository {
  constructor(private readonly outbox: Outbox) {}

  /** Whether the address of the account is still to be verified. Locks the row, so that one verification is the first. */
  async lockUnverified(tx: Transaction, userId: number): Promise<boolean> {
    const user = await tx.findOne(UserRow, {
      where: { id: userId },
      select: { id: true, emailVerified: true },
      lock: { mode: 'pessimistic_write' },
    });
    return user?.emailVerified === false;
  }

  /** Where the events of the account are sent. */
  async removeReceivers(tx: Transaction, userId: number): Promise<void> {
    for (const entity of [Webhook, PushSubscription]) await tx.delete(entity, { userId });
  }

  /** Everything, feeds of other services included. */
  async remove(tx: Transaction, userId: number): Promise<void> {
    await this.removeReceivers(tx, userId);
    await this.removeFactors(tx, userId);
    await tx.delete(LinkedAccount, { userId });
    await this.outbox.append(tx, userEvents.cleared, { id: userId });
  }

  async removeFactors(tx: Transaction, userId: number): Promise<void> {
    const factors = [TotpFactor, RecoveryCode, SignInTicket, Passkey, PasskeyChallenge];
    for (const entity of factors) await tx.delete(entity, { userId });
    await tx.update(UserRow, { id: userId }, { secondFactor: false });
  }
}
