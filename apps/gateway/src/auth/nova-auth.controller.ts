import { Controller } from '@nestjs/common';
import { novaAuthRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Raw, Route, type RawExchange } from '../edge/index.js';
import type { SignedIn } from '../sessions/sessions.service.js';
import { UsersService } from '../users/users.service.js';
import { AuthService } from './auth.service.js';
import { clientOf } from './client.js';
import { novaTokens } from './nova-auth.presenter.js';
import { NovaUsersService } from './nova-users.service.js';
import { PasskeySignInService } from './passkeys/passkey-sign-in.service.js';
import { ProfilesService } from './profiles.service.js';
import { RecoveryService } from './recovery.service.js';

const DONE = { success: true } as const;

@Controller()
export class NovaAuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly recovery: RecoveryService,
    private readonly users: UsersService,
    private readonly profiles: ProfilesService,
    private readonly novaUsers: NovaUsersService,
    private readonly passkeys: PasskeySignInService,
  ) {}

  @Route(novaAuthRoutes.login)
  async login(@Input() { body }: RouteInput<typeof novaAuthRoutes.login>, @Raw() { req }: RawExchange) {
    const { email, password, rememberMe: remember } = body;
    return this.session(await this.auth.signIn({ email, password, remember }, clientOf(req)));
  }

  @Route(novaAuthRoutes.requestOtp)
  async requestOtp(@Input() { body }: RouteInput<typeof novaAuthRoutes.requestOtp>, @Raw() { req }: RawExchange) {
    await this.recovery.requestCode(body.email, clientOf(req));
    return DONE;
  }

  @Route(novaAuthRoutes.loginOtp)
  async loginOtp(@Input() { body }: RouteInput<typeof novaAuthRoutes.loginOtp>, @Raw() { req }: RawExchange) {
    return this.session(await this.auth.signInWithCode(body.email, body.otp, clientOf(req)));
  }

  @Route(novaAuthRoutes.loginSecondFactor)
  async loginSecondFactor(@Input() { body }: RouteInput<typeof novaAuthRoutes.loginSecondFactor>, @Raw() { req }: RawExchange) {
    return this.session(await this.auth.signInWithFactor(body, clientOf(req)));
  }

  @Route(novaAuthRoutes.loginPasskey)
  async loginPasskey(@Input() { body }: RouteInput<typeof novaAuthRoutes.loginPasskey>, @Raw() { req }: RawExchange) {
    return this.session(await this.passkeys.enter(body, clientOf(req)));
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
    await this.recovery.requestReset(body.email, clientOf(req));
    return DONE;
  }

  @Route(novaAuthRoutes.reset)
  async reset(@Input() { body }: RouteInput<typeof novaAuthRoutes.reset>, @Raw() { req }: RawExchange) {
    await this.recovery.reset(body.token, body.newPassword, 'newPassword', clientOf(req));
    return DONE;
  }

  private async session(signedIn: SignedIn) {
    return { ...(await this.novaUsers.present(signedIn.user, signedIn.sessionId)), ...novaTokens(signedIn) };
  }
}
