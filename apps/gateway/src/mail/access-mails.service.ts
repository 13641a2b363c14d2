import { Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import { languageOf, type User } from '../users/user.js';
import { type AccessChange, accessMail } from './access-mails.js';
import { MailsService } from './mails.service.js';

/** A mail after each change of the access to an account, written in the transaction of the change. */
@Injectable()
export class AccessMailsService {
  constructor(private readonly mails: MailsService) {}

  /** `to` is another address than that of the account, such as the one before. */
  write(
    tx: Transaction,
    user: Pick<User, 'id' | 'email' | 'username' | 'preferences'>,
    change: AccessChange,
    to = user.email,
  ): Promise<void> {
    return this.mails.write(tx, { userId: user.id, to, ...accessMail(languageOf(user), change, user.username) });
  }
}
