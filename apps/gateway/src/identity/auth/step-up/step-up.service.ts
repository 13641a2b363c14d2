import { Injectable } from '@nestjs/common';
import { DeclaredError, type Proof, type UserCaller } from '@veza/contracts';
import { SessionsService, type SignInClient } from '../../sessions/sessions.service.js';
import { UsersService } from '../../users/users.service.js';
import { AuthService } from '../auth.service.js';
import { PasskeysService } from '../passkeys/passkeys.service.js';
import { SecondFactorsService } from '../second-factors/second-factors.service.js';

/**
 * A fresh authentication of a session that is open already (decision 176). A stolen access token is worth nothing here:
 * the proof is the password or, of an account with a second factor, the factor.
 */
@Injectable()
export class StepUpService {
  constructor(
    private readonly auth: AuthService,
    private readonly factors: SecondFactorsService,
    private readonly passkeys: PasskeysService,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
  ) {}

  /** Returns until when the session is fresh. */
  async authenticate(caller: UserCaller, { password, passkey, code = '' }: Proof, client: SignInClient): Promise<Date> {
    const user = await this.users.me(caller);
    if (password === undefined) {
      await (passkey ? this.passkeys.takeOf(user, passkey, 'renewal') : this.factors.take(user, code));
      return this.sessions.renew(caller, { secondFactor: true });
    }
    // Before the password is compared, so that the call is no way to guess it.
    if (user.secondFactor)
      throw new DeclaredError('SECOND_FACTOR_REQUIRED', {
        message: 'This account has a second factor; send its code or passkey instead of the password',
      });
    await this.auth.requirePassword(user, password, client);
    return this.sessions.renew(caller, { verifiedHash: user.passwordHash, secondFactor: false });
  }
}
