import { Controller } from '@nestjs/common';
import { factorSetupRoutes, type RouteInput } from '@veza/contracts';
import { Input, Raw, type RawExchange, Route } from '../edge/index.js';
import { flatSession } from './auth.presenter.js';
import { clientOf } from './client.js';
import { CookieSessions } from './cookie-sessions.js';
import { FactorSetupService } from './factor-setup/factor-setup.service.js';

type In<Name extends keyof typeof factorSetupRoutes> = RouteInput<(typeof factorSetupRoutes)[Name]>;

@Controller()
export class FactorSetupController {
  constructor(
    private readonly setups: FactorSetupService,
    private readonly cookies: CookieSessions,
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
}
