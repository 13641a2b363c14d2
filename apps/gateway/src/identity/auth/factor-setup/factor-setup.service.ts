import { Inject, Injectable } from '@nestjs/common';
import type { SetUp } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { GatewayConfig } from '../../../config.js';
import { SignInLog } from '../../sessions/sign-in-log.js';
import type { SignedIn, SignInClient } from '../../sessions/sessions.service.js';
import type { User } from '../../users/user.js';
import { AttemptsService, type AttemptLimit } from '../attempts/attempts.service.js';
import { PasskeysService } from '../passkeys/passkeys.service.js';
import { SecondFactorsService } from '../second-factors/second-factors.service.js';
import { TwoStepSignInService } from '../second-factors/two-step-sign-in.service.js';
import { VerificationMailsService } from '../verification-mails.service.js';

/**
 * Sign-ins that set up the second factor which the role of the account requires. A ticket counts only while the account has
 * no factor: one that was given to a thief before the owner has set up a factor adds no other one.
 */
@Injectable()
export class FactorSetupService {
  private readonly limit: AttemptLimit;

  constructor(
    @Inject(CONFIG) { LIMIT_SIGNINS: max }: GatewayConfig,
    private readonly attempts: AttemptsService,
    private readonly twoSteps: TwoStepSignInService,
    private readonly factors: SecondFactorsService,
    private readonly passkeys: PasskeysService,
    private readonly verifications: VerificationMailsService,
    private readonly log: SignInLog,
  ) {
    this.limit = { kind: 'signin', max, windowSeconds: 3_600 };
  }

  async totp(ticket: string, client: SignInClient) {
    return this.factors.enrol(await this.ownerOf(ticket, client));
  }

  async passkeyOptions(ticket: string, client: SignInClient) {
    return this.passkeys.creationOptions(await this.ownerOf(ticket, client));
  }

  async finish({ ticket, code = '', passkey }: SetUp, client: SignInClient): Promise<SignedIn & { codes: string[] }> {
    const user = await this.ownerOf(ticket, client);
    return this.log.during('set-up', user.id, client, async () => {
      const codes = passkey ? (await this.passkeys.addFirst(user, passkey)).codes : await this.factors.confirmFirst(user, code);
      return { ...(await this.twoSteps.enterWith(ticket, client)), codes };
    });
  }

  private async ownerOf(ticket: string, { address }: SignInClient): Promise<User> {
    await this.attempts.takeFrom(this.limit, address);
    const { user } = await this.twoSteps.open(ticket, { setsUp: true });
    await this.verifications.requireVerified(user);
    return user;
  }
}
