import { Controller } from '@nestjs/common';
import { authRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Raw, Route, type RawExchange } from '../edge/index.js';
import { flatSession } from './auth.presenter.js';
import { AuthService } from './auth.service.js';
import { clientOf } from './client.js';
import { RecoveryService } from './recovery.service.js';

/** The flat spelling of signing in. */
@Controller()
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly recovery: RecoveryService,
  ) {}

  @Route(authRoutes.signup)
  async signUp(@Input() { body }: RouteInput<typeof authRoutes.signup>, @Raw() { req }: RawExchange) {
    return flatSession(await this.auth.signUp(body, clientOf(req)));
  }

  @Route(authRoutes.login)
  async login(@Input() { body }: RouteInput<typeof authRoutes.login>, @Raw() { req }: RawExchange) {
    return flatSession(await this.auth.signIn(body, clientOf(req)));
  }

  @Route(authRoutes.loginSecondFactor)
  async loginSecondFactor(@Input() { body }: RouteInput<typeof authRoutes.loginSecondFactor>, @Raw() { req }: RawExchange) {
    return flatSession(await this.auth.signInWithFactor(body, clientOf(req)));
  }

  @Route(authRoutes.refresh)
  async refresh(@Input() { body }: RouteInput<typeof authRoutes.refresh>, @Raw() { req }: RawExchange) {
    return flatSession(await this.auth.refresh(body.refreshToken, clientOf(req)));
  }

  @Route(authRoutes.logout)
  logout(@CurrentCaller() caller: UserCaller) {
    return this.auth.signOut(caller);
  }

  @Route(authRoutes.forgotPassword)
  forgotPassword(@Input() { body }: RouteInput<typeof authRoutes.forgotPassword>, @Raw() { req }: RawExchange) {
    return this.recovery.requestReset(body.email, clientOf(req));
  }

  @Route(authRoutes.resetPassword)
  resetPassword(@Input() { body }: RouteInput<typeof authRoutes.resetPassword>, @Raw() { req }: RawExchange) {
    return this.recovery.reset(body.token, body.password, 'password', clientOf(req));
  }
}
