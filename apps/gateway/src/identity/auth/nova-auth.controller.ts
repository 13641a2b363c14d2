import { Controller } from '@nestjs/common';
import { novaAuthRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Raw, Route, type RawExchange } from '../../edge/index.js';
import type { SignedIn, SignInClient } from '../sessions/sessions.service.js';
import { UsersService } from '../users/users.service.js';
import { AuthService } from './auth.service.js';
import { clientOf } from './client.js';
import { CookieSessions } from './cookie-sessions.js';
import { novaTokens } from './nova-auth.presenter.js';
import { MailRequestsService } from './mail-requests.service.js';
import { NovaUsersService } from './nova-users.service.js';
import { PasskeySignInService } from './passkeys/passkey-sign-in.service.js';
import { ProfilesService } from './profiles.service.js';

const DONE = { success: true } as const;

@Controller()
export class NovaAuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly requests: MailRequestsService,
    private readonly users: UsersService,
    private readonly profiles: ProfilesService,
    private readonly novaUsers: NovaUsersService,
    private readonly passkeys: PasskeySignInService,
    private readonly cookies: CookieSessions,
  ) {}

  @Route(novaAuthRoutes.login)
  login(@Input() { body }: RouteInput<typeof novaAuthRoutes.login>, @Raw() raw: RawExchange) {
    const { email, password, rememberMe: remember } = body;
    return this.session(raw, (client) => this.auth.signIn({ email, password, remember }, client));
  }

  @Route(novaAuthRoutes.requestOtp)
  async requestOtp(@Input() { body }: RouteInput<typeof novaAuthRoutes.requestOtp>, @Raw() { req }: RawExchange) {
    await this.requests.add('otp', body.email, clientOf(req));
    return DONE;
  }

  @Route(novaAuthRoutes.loginOtp)
  loginOtp(@Input() { body }: RouteInput<typeof novaAuthRoutes.loginOtp>, @Raw() raw: RawExchange) {
    return this.session(raw, (client) => this.auth.signInWithCode(body.email, body.otp, client));
  }

  @Route(novaAuthRoutes.loginSecondFactor)
  loginSecondFactor(@Input() { body }: RouteInput<typeof novaAuthRoutes.loginSecondFactor>, @Raw() raw: RawExchange) {
    return this.session(raw, (client) => this.auth.signInWithFactor(body, client));
  }

  @Route(novaAuthRoutes.loginPasskey)
  loginPasskey(@Input() { body }: RouteInput<typeof novaAuthRoutes.loginPasskey>, @Raw() raw: RawExchange) {
    return this.session(raw, (client) => this.passkeys.enter(body, client));
  }

  @Route(novaAuthRoutes.refresh)
  async refresh(@Input() { body }: RouteInput<typeof novaAuthRoutes.refresh>, @Raw() { req }: RawExchange) {
    return novaTokens(await this.auth.refresh(body.refreshToken, clientOf(req)));
  }

  @Route(novaAuthRoutes.logout)
  async logout(@CurrentCaller() caller: UserCaller) {
    await this.auth.signOut(caller);
    return DONE;
  }

  @Route(novaAuthRoutes.me)
  async me(@CurrentCaller() caller: UserCaller) {
    return this.novaUsers.present(await this.users.me(caller), caller.sessionId);
  }

  @Route(novaAuthRoutes.profile)
  async profile(
    @CurrentCaller() caller: UserCaller,
    @Input() { body }: RouteInput<typeof novaAuthRoutes.profile>,
    @Raw() { req }: RawExchange,
  ) {
    return this.novaUsers.present(await this.profiles.update(caller, body, clientOf(req)), caller.sessionId);
  }

  @Route(novaAuthRoutes.changePassword)
  async changePassword(
    @CurrentCaller() caller: UserCaller,
    @Input() { body }: RouteInput<typeof novaAuthRoutes.changePassword>,
    @Raw() { req }: RawExchange,
  ) {
    await this.auth.changePassword(caller, body, clientOf(req));
    return DONE;
  }

  @Route(novaAuthRoutes.requestReset)
  async requestReset(@Input() { body }: RouteInput<typeof novaAuthRoutes.requestReset>, @Raw() { req }: RawExchange) {
    await this.requests.add('reset', body.email, clientOf(req));
    return DONE;
  }

  private async session(raw: RawExchange, enter: (client: SignInClient) => Promise<SignedIn>) {
    const signedIn = await this.cookies.open(raw, enter);
    return { ...(await this.novaUsers.present(signedIn.user, signedIn.sessionId)), ...novaTokens(signedIn) };
  }
}
