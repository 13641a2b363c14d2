import { userEvents } from '@veza/contracts';
import type { Database } from '@veza/database';
import { type AppLogger, Metrics } from '@veza/platform';
import { Outbox } from '@veza/transport';
import { AccessMailsService } from '../../identity/access-mails/access-mails.service.js';
import { ApiTokensRepository } from '../../identity/api-tokens/api-tokens.repository.js';
import { LinkedAccountsRepository } from '../../identity/auth/oidc/linked-accounts.repository.js';
import { RolesRepository } from '../../identity/roles/roles.repository.js';
import { RolesService } from '../../identity/roles/roles.service.js';
import { SessionsRepository } from '../../identity/sessions/sessions.repository.js';
import { SignInEventsRepository } from '../../identity/sign-ins/sign-in-events.repository.js';
import { UserCardsService } from '../../identity/users/user-cards.service.js';
import { FormerNamesRepository } from '../../identity/users/former-names.repository.js';
import { UsersRepository } from '../../identity/users/users.repository.js';
import { UsersService } from '../../identity/users/users.service.js';
import { PushRepository } from '../../notifications/push/push.repository.js';
import { WebhooksRepository } from '../../notifications/webhooks/webhooks.repository.js';
import { MailsRepository } from '../../outbound/mail/mails.repository.js';
import { ErasureRepository } from '../personal-data/erasure.repository.js';
import { ErasureService } from '../personal-data/erasure.service.js';
import { AddedAccessRepository } from '../recovery/added-access.repository.js';
import { FactorRemovalsRepository } from '../recovery/factor-removals.repository.js';
import { OperatorAccountsService } from './operator-accounts.service.js';
import { OperatorQueuesRepository } from './operator-queues.repository.js';

export type Operator = ReturnType<typeof operatorOf>;

/**
 * What an operator does, by the repositories and services of the gateway, without Nest: a command must begin no jobs, and
 * needs no Redis. Gateways that run find new mails, events and ended sessions in the tables.
 */
export function operatorOf(database: Database, logger: AppLogger) {
  const outbox = new Outbox(undefined, new Set([userEvents.changed.name, userEvents.deleted.name, userEvents.cleared.name]));
  const mailRows = new MailsRepository(database);
  const signIns = new SignInEventsRepository(database);
  const mails = new AccessMailsService({ write: (tx, mail) => mailRows.insert(tx, mail) }, signIns);
  const users = new UsersRepository(database, new FormerNamesRepository());
  const names = new UserCardsService(users);
  const cards = new UsersService(database, users, outbox, names);
  const roles = new RolesRepository(database);
  const sessions = new SessionsRepository(database);
  const ends: ConstructorParameters<typeof RolesService>[2] = {
    revoke: (tx, which, reason) => sessions.revoke(tx, which, reason),
    announce: () => undefined,
  };
  const erasures = new ErasureRepository(database);
  return {
    accounts: new OperatorAccountsService({
      database,
      users,
      cards,
      roles,
      sessions,
      tokens: new ApiTokensRepository(database),
      links: new LinkedAccountsRepository(database),
      removals: new FactorRemovalsRepository(),
      added: new AddedAccessRepository(outbox),
      signIns,
      mails,
    }),
    erasures,
    erasure: new ErasureService(
      database,
      erasures,
      outbox,
      ends,
      names,
      new RolesService(database, roles, ends, cards),
      logger,
      new Metrics(),
    ),
    pushes: new PushRepository(database),
    queues: new OperatorQueuesRepository(database),
    users,
    webhooks: new WebhooksRepository(database),
    database,
  };
}
