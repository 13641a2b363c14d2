import { Controller } from '@nestjs/common';
import { authRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Raw, Route, type RawExchange } from '../../edge/index.js';
import { flatSession } from './auth.presenter.js';
import { AuthService } from './auth.service.js';
import { clientOf } from './client.js';
import { CookieSessions } from './cookie-sessions.js';
import { MailRequestsService } from './mail-requests.service.js';

/** The flat spelling of signing in. */
@Controller()
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly cookies: CookieSessions,
    private readonly requests: MailRequestsService,
  ) {}

  @Route(authRoutes.signup)
  async signUp(@Input() { body }: RouteInput<typeof authRoutes.signup>, @Raw() raw: RawExchange) {
    return flatSession(await this.cookies.open(raw, (client) => this.auth.signUp(body, client)));
  }

  @Route(authRoutes.login)
  async login(@Input() { body }: RouteInput<typeof authRoutes.login>, @Raw() raw: RawExchange) {
    return flatSession(await this.cookies.open(raw, (client) => this.auth.signIn(body, client)));
  }

  @Route(authRoutes.loginSecondFactor)
  async loginSecondFactor(@Input() { body }: RouteInput<typeof authRoutes.loginSecondFactor>, @Raw() raw: RawExchange) {
    return flatSession(await this.cookies.open(raw, (client) => this.auth.signInWithFactor(body, client)));
  }

  @Route(authRoutes.refresh)
  async refresh(@Input() { body }: RouteInput<typeof authRoutes.refresh>, @Raw() raw: RawExchange) {
    const exchange = this.auth.refresh.bind(this.auth);
    return flatSession(await this.cookies.renew(raw, body.refreshToken, exchange));
  }

  @Route(authRoutes.logout)
  async logout(@CurrentCaller() caller: UserCaller, @Raw() raw: RawExchange) {
    await this.auth.signOut(caller);
    this.cookies.forget(raw);
  }

  @Route(authRoutes.forgotPassword)
  forgotPassword(@Input() { body }: RouteInput<typeof authRoutes.forgotPassword>, @Raw() { req }: RawExchange) {
    return this.requests.add('reset', body.email, clientOf(req));
  }
}
