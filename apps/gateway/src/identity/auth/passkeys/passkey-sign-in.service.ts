import { Inject, Injectable } from '@nestjs/common';
import type { PasskeySignInBody } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { GatewayConfig } from '../../../config.js';
import { SignInLog } from '../../sessions/sign-in-log.js';
import { SessionsService, type SignedIn, type SignInClient } from '../../sessions/sessions.service.js';
import { AttemptsService, type AttemptLimit } from '../attempts/attempts.service.js';
import { TwoStepSignInService } from '../second-factors/two-step-sign-in.service.js';
import { PasskeysService } from './passkeys.service.js';

/** Sign-ins with a passkey: alone, or as the second factor after a ticket. */
@Injectable()
export class PasskeySignInService {
  private readonly signins: AttemptLimit;
  private readonly begun: AttemptLimit;

  constructor(
    @Inject(CONFIG) { LIMIT_SIGNINS: max }: GatewayConfig,
    private readonly attempts: AttemptsService,
    private readonly passkeys: PasskeysService,
    private readonly twoSteps: TwoStepSignInService,
    private readonly sessions: SessionsService,
    private readonly log: SignInLog,
  ) {
    this.signins = { kind: 'signin', max, windowSeconds: 3_600 };
    this.begun = { kind: 'passkey', max, windowSeconds: 3_600 };
  }

  async options(ticket: string | undefined, { address }: SignInClient) {
    await this.attempts.takeFrom(this.begun, address);
    if (ticket === undefined) return this.passkeys.requestOptions({ purpose: 'sign-in', userId: null });
    const { user } = await this.twoSteps.open(ticket);
    return this.passkeys.requestOptions({ purpose: 'second-factor', userId: user.id });
  }

  /** A passkey alone is both factors: the authenticator has verified its user. */
  async enter({ ticket, credential, rememberMe: remember }: PasskeySignInBody, client: SignInClient): Promise<SignedIn> {
    await this.attempts.takeFrom(this.signins, client.address);
    if (ticket !== undefined)
      return this.twoSteps.finish(ticket, client, 'passkey', (user) => this.passkeys.takeOf(user, credential, 'second-factor'));
    const passkey = await this.passkeys.find(credential.id);
    return this.log.during('passkey', passkey?.userId, client, async () => {
      await this.passkeys.take(passkey, credential, { purpose: 'sign-in', userId: null });
      return this.sessions.enter(passkey?.userId ?? 0, client, { method: 'passkey', remember, secondFactor: true });
    });
  }
}
