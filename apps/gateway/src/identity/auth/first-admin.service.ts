import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '@veza/database';
import { AppLogger, CONFIG } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { UsersRepository } from '../users/users.repository.js';
import { UsersService } from '../users/users.service.js';
import { PasswordsService } from './passwords/passwords.service.js';

// Wall clock: a part of a name.

const USERNAME = 'admin';

/**
 * Creates the account of ADMIN_EMAIL once in the life of a database. A row of the schema remembers it, so an administrator
 * with another address, or an erased one, does not come back with ADMIN_PASSWORD at the next start. An existing account
 * stays unchanged, its password included.
 */
@Injectable()
export class FirstAdminService implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly accounts: UsersRepository,
    private readonly passwords: PasswordsService,
    private readonly logger: AppLogger,
  ) {}

  async onModuleInit(): Promise<void> {
    const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = this.config;
    if (await this.accounts.hadFirstAdmin()) return;
    const passwordHash = await this.passwords.hash(password, '');
    await this.database.transaction(async (tx) => {
      if (!(await this.accounts.claimFirstAdmin(tx)) || (await this.accounts.byEmail(email, tx))) return;
      const taken = await this.accounts.isTaken(USERNAME, tx);
      const username = taken ? `${USERNAME}-${Date.now().toString(36)}` : USERNAME;
      await this.users.create(tx, { username, email, passwordHash, role: 'admin', emailVerified: true });
      this.logger.log('The first administrator was made', { username });
    });
  }
}
