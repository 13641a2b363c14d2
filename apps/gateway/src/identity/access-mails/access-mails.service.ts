import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import { SignInEventsRepository } from '../sign-ins/sign-in-events.repository.js';
import { languageOf, type User } from '../users/user.js';
import { type AccessChange, accessMail } from './access-mails.js';
import { MailsService } from '../../outbound/mail/mails.service.js';

/** A mail after each change of the access to an account, and its place in the list of sign-ins; in the transaction of the change. */
@Injectable()
export class AccessMailsService {
  constructor(
    @Inject(MailsService) private readonly mails: Pick<MailsService, 'write'>,
    private readonly events: SignInEventsRepository,
  ) {}

  /** `to` is another address than that of the account, such as the one before. */
  async write(
    tx: Transaction,
    user: Pick<User, 'id' | 'email' | 'username' | 'preferences'>,
    change: AccessChange,
    to = user.email,
  ): Promise<void> {
    // A sign-in from a new device is in the list by its session, and a change of the address has two mails.
    if (change !== 'device' && to === user.email) await this.events.addChange(tx, user.id, change);
    await this.mails.write(tx, { userId: user.id, to, ...accessMail(languageOf(user), change, user.username) });
  }
}
