import { Controller } from '@nestjs/common';
import { DeclaredError, envelopedAuthRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Raw, Route, type RawExchange } from '../../edge/index.js';
import { UsersService } from '../users/users.service.js';
import { DONE, envelopedProfile, envelopedSession } from './auth.presenter.js';
import { AuthService } from './auth.service.js';
import { clientOf } from './client.js';
import { VerificationMailsService } from './verification-mails.service.js';

/** The enveloped spelling of signing in: `{success, data}`, and 401 for a wrong password. */
@Controller()
export class EnvelopedAuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly verifications: VerificationMailsService,
    private readonly users: UsersService,
  ) {}

  @Route(envelopedAuthRoutes.login)
  async login(@Input() { body }: RouteInput<typeof envelopedAuthRoutes.login>, @Raw() { req }: RawExchange) {
    return envelopedSession(await this.auth.signIn(body, clientOf(req)).catch(asUnauthorized));
  }

  @Route(envelopedAuthRoutes.loginSecondFactor)
  async loginSecondFactor(
    @Input() { body }: RouteInput<typeof envelopedAuthRoutes.loginSecondFactor>,
    @Raw() { req }: RawExchange,
  ) {
    return envelopedSession(await this.auth.signInWithFactor(body, clientOf(req)));
  }

  @Route(envelopedAuthRoutes.register)
  async register(@Input() { body }: RouteInput<typeof envelopedAuthRoutes.register>, @Raw() { req }: RawExchange) {
    const { first_name: firstName, last_name: lastName, ...account } = body;
    return envelopedSession(await this.auth.signUp({ ...account, firstName, lastName }, clientOf(req)));
  }

  @Route(envelopedAuthRoutes.refresh)
  async refresh(@Input() { body }: RouteInput<typeof envelopedAuthRoutes.refresh>, @Raw() { req }: RawExchange) {
    return envelopedSession(await this.auth.refresh(body.refresh_token, clientOf(req)));
  }

  @Route(envelopedAuthRoutes.logout)
  async logout(@CurrentCaller() caller: UserCaller) {
    await this.auth.signOut(caller);
    return DONE;
  }

  @Route(envelopedAuthRoutes.me)
  async me(@CurrentCaller() caller: UserCaller) {
    return envelopedProfile(await this.users.me(caller));
  }

  @Route(envelopedAuthRoutes.resendVerification)
  async resendVerification(@CurrentCaller() caller: UserCaller) {
    await this.verifications.resend(caller);
    return DONE;
  }
}

function asUnauthorized(error: unknown): never {
  if (error instanceof DeclaredError && error.code === 'INVALID_CREDENTIALS') throw new DeclaredError('BAD_CREDENTIALS');
  throw error;
}
