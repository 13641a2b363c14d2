import { Controller } from '@nestjs/common';
import { factorSetupRoutes, type RouteInput } from '@veza/contracts';
import { Input, Raw, type RawExchange, Route } from '../../../edge/index.js';
import { flatSession } from '../auth.presenter.js';
import { clientOf } from '../client.js';
import { CookieSessions } from '../cookie-sessions.js';
import { FactorSetupService } from './factor-setup.service.js';
import { novaTokens } from '../nova-auth.presenter.js';
import { NovaUsersService } from '../nova-users.service.js';

type In<Name extends keyof typeof factorSetupRoutes> = RouteInput<(typeof factorSetupRoutes)[Name]>;

@Controller()
export class FactorSetupController {
  constructor(
    private readonly setups: FactorSetupService,
    private readonly cookies: CookieSessions,
    private readonly novaUsers: NovaUsersService,
  ) {}

  @Route(factorSetupRoutes.totp)
  totp(@Input() { body }: In<'totp'>, @Raw() { req }: RawExchange) {
    return this.setups.totp(body.ticket, clientOf(req));
  }

  @Route(factorSetupRoutes.passkeyOptions)
  passkeyOptions(@Input() { body }: In<'passkeyOptions'>, @Raw() { req }: RawExchange) {
    return this.setups.passkeyOptions(body.ticket, clientOf(req));
  }

  @Route(factorSetupRoutes.finish)
  async finish(@Input() { body }: In<'finish'>, @Raw() raw: RawExchange) {
    const session = await this.cookies.open(raw, (client) => this.setups.finish(body, client));
    return { ...flatSession(session), recovery_codes: session.codes };
  }

  @Route(factorSetupRoutes.novaFinish)
  async novaFinish(@Input() { body }: In<'novaFinish'>, @Raw() raw: RawExchange) {
    const session = await this.cookies.open(raw, (client) => this.setups.finish(body, client));
    const user = await this.novaUsers.present(session.user, session.sessionId);
    return { ...user, ...novaTokens(session), recoveryCodes: session.codes };
  }
}
